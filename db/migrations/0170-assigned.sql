-- A unit head hands the next step to one officer, who is told.

alter table dossier.officer_notice
  drop constraint officer_notice_kind_known,
  add constraint officer_notice_kind_known
    check (kind in ('taken_over', 'replaced', 'successor', 'replacement_in_unit', 'payment_undone', 'assigned'));
