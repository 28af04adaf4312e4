-- Words of a name are looked for in any order. Kept until now was the name from each word on, in which the words before it are
-- missing; now it is turned round, so that each entry has the whole name and the index alone answers.

create or replace function dossier.from_each_word(folded text) returns setof text
language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select distinct array_to_string(words[word:] || words[:word - 1], ' ')
  from (select string_to_array(folded, ' ') as words) w, generate_series(2, least(cardinality(words), 8)) word
$$;
comment on table dossier.called_by is
  'Tên người nộp xoay vòng từ chữ thứ hai trở đi, để tìm theo các chữ bất kỳ; chép từ dossier.dossier bằng trigger.';
comment on column dossier.called_by.words is 'Tên bắt đầu từ một chữ, các chữ đứng trước nối vào cuối.';

alter table dossier.dossier no force row level security;
alter table dossier.called_by no force row level security;
delete from dossier.called_by;
insert into dossier.called_by (locality_id, words, dossier_id)
  select locality_id, words, dossier_id
  from dossier.v_called_by;
alter table dossier.dossier force row level security;
alter table dossier.called_by force row level security;

-- The first word has no entry there: names that begin with it are found here, and the index alone answers too.
drop index dossier.dossier_applicant_name_idx;
create index dossier_applicant_name_idx on dossier.dossier (locality_id, applicant_folded text_pattern_ops) include (id);
