-- What each intake and each step pays for without need.

-- What is stored in `sealed` is encrypted: to try to compress it gains nothing.
alter table platform.idempotency alter column sealed set storage external;

-- Only cash lies in a drawer: the function is not called for the other accounts.
drop trigger cash_moves_only_on_an_open_day on payment.entry;
create trigger cash_moves_only_on_an_open_day before insert on payment.entry
  for each row when (new.account = 'cash') execute function payment.drawer_is_open();

-- Two indexes of the open holding of a dossier were the same but for the columns that one carries along.
drop index dossier.holding_open_idx;
drop index dossier.holding_one_open_per_dossier;
create unique index holding_one_open_per_dossier on dossier.holding (locality_id, dossier_id)
  include (cause, kind, agency_id, centre_id, account_id, step_role) where to_at is null;

-- In SQL it was planned for each new dossier: its cost was guessed higher where the name is not known.
create or replace function dossier.from_each_word(folded text) returns setof text
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
  words text[] := string_to_array(folded, ' ');
  turned text;
  given text[] := '{}';
begin
  for word in 2 .. least(cardinality(words), 8) loop
    turned := array_to_string(words[word:] || words[:word - 1], ' ');
    continue when turned = any (given);
    given := given || turned;
    return next turned;
  end loop;
end
$$;
