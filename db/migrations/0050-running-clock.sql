-- What waited for a lock is dated by the clock as it stands once the lock is had. `platform.now()` stands still from the
-- first statement of a transaction: an act that began first and waited would be dated before the act it waited for, and
-- the interval of the holder ledger it closes would end before it began. A session that was given a time of its own
-- keeps that time.
create or replace function platform.clock() returns timestamptz language sql volatile
  return case
    when nullif(current_setting('motcua.now', true), '') is not null then platform.now()
    else platform.now() + (clock_timestamp() - now())
  end;
