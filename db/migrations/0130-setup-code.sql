-- The first account of a locality without the command line: the server prints a code once, and whoever can read its log makes
-- the first operator's account with it. Kept as a hash; good for one account; gone as soon as there is any account.

create table identity.setup_code (
  locality_id integer     not null default platform.current_locality() primary key references platform.locality,
  code_hash   bytea       not null,
  made_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  constraint setup_code_is_a_hash check (length(code_hash) = 32),
  constraint setup_code_ends check (expires_at > made_at)
);
comment on table identity.setup_code is 'Mã thiết lập: in ra một lần khi địa phương chưa có tài khoản, chỉ giữ giá trị băm.';
call platform.confine('identity.setup_code');
grant select, insert, update, delete on identity.setup_code to motcua_app;

-- Whoever opens an account ends the code in the same transaction, by whatever way the account came. Whoever uses the code holds
-- its row, so the two come one after the other.
create function identity.end_setup_code() returns trigger language plpgsql as $$
begin
  delete from identity.setup_code where locality_id = new.locality_id;
  return null;
end
$$;
create trigger end_setup_code after insert on identity.account for each row execute function identity.end_setup_code();
