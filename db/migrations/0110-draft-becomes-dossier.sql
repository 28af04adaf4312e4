-- A draft that was filed is over: it is not offered again, not saved again, and not filed a second time. The row stays,
-- without what was typed, so that a save or a filing which arrives late is refused instead of bringing the draft back.
alter table dossier.draft add column dossier_code text;
alter table dossier.draft add constraint draft_filed_forgets_its_form check (dossier_code is null or form = '{}'::jsonb);
comment on column dossier.draft.dossier_code is 'Mã hồ sơ mà bản nháp này đã thành; trống khi chưa nộp.';
grant update (dossier_code) on dossier.draft to motcua_app;
