-- People are called by the last word of their name, and remembered by any: a search by it must not read every dossier.

create table dossier.called_by (
  locality_id integer not null default platform.current_locality(),
  -- The name from its second, third … word on, folded. Compared byte by byte, so that a beginning is a range of the key.
  words       text    not null collate "C",
  dossier_id  uuid    not null,
  primary key (locality_id, words, dossier_id),
  foreign key (locality_id, dossier_id) references dossier.dossier
);
comment on table dossier.called_by is 'Tên người nộp từ chữ thứ hai trở đi, để tìm theo tên gọi; chép từ dossier.dossier bằng trigger.';
call platform.confine('dossier.called_by');
grant select on dossier.called_by to motcua_app;

-- No more than seven: names of organisations are long, and whoever searches begins near the front.
create function dossier.from_each_word(folded text) returns setof text language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select distinct array_to_string((string_to_array(folded, ' '))[word:], ' ')
  from generate_series(2, least(cardinality(string_to_array(folded, ' ')), 8)) word
$$;

create view dossier.v_called_by with (security_invoker = true) as
  select d.locality_id, w.words collate "C" as words, d.id as dossier_id
  from dossier.dossier d cross join lateral dossier.from_each_word(d.applicant_folded) w(words);
comment on view dossier.v_called_by is 'Tên gọi tính lại từ từng hồ sơ, để điền và đối chiếu với dossier.called_by.';

create function dossier.call_new_dossiers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into dossier.called_by (locality_id, words, dossier_id)
    select new.locality_id, w.words, new.id from dossier.from_each_word(new.applicant_folded) w(words);
  return null;
end
$$;
create function dossier.call_renamed_dossier() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from dossier.called_by c using dossier.from_each_word(old.applicant_folded) w(words)
    where c.locality_id = old.locality_id and c.words = w.words collate "C" and c.dossier_id = old.id;
  insert into dossier.called_by (locality_id, words, dossier_id)
    select new.locality_id, w.words, new.id from dossier.from_each_word(new.applicant_folded) w(words);
  return null;
end
$$;
create trigger dossier_is_called_when_new after insert on dossier.dossier
  for each row execute function dossier.call_new_dossiers();
create trigger dossier_is_called_when_renamed after update on dossier.dossier
  for each row when (old.applicant_folded is distinct from new.applicant_folded) execute function dossier.call_renamed_dossier();

alter table dossier.dossier no force row level security;
alter table dossier.called_by no force row level security;
insert into dossier.called_by (locality_id, words, dossier_id) select locality_id, words, dossier_id from dossier.v_called_by;
alter table dossier.dossier force row level security;
alter table dossier.called_by force row level security;
