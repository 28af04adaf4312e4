-- Whoever prints a copy of the slip learns its look-up secret. Another officer than the one who received the dossier says why.
alter table dossier.applicant_slip add column reason text not null default '';
comment on column dossier.applicant_slip.reason is 'Lý do người khác người tiếp nhận in bản này; trống: do người tiếp nhận in.';
