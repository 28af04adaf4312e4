-- What people ask for and this place does not do: search says where it is done instead of showing something else.

alter table procedure.synonym
  add column done_at text,
  add constraint synonym_done_at_not_empty check (done_at <> '');
comment on column procedure.synonym.done_at is 'Nơi làm việc này khi bộ thủ tục không có; để trống khi không ghi.';
grant update (done_at) on procedure.synonym to motcua_app;
