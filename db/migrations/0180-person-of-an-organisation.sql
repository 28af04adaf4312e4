-- Who stood at the counter for an organisation was typed, asked for and not kept: the name of the organisation took its place. Sealed with the filing like
-- the rest of the applicant; the application inserts it and never changes it.
alter table dossier.dossier add column applicant_person text;
comment on column dossier.dossier.applicant_person is 'Người nộp hồ sơ thay mặt tổ chức; trống khi người nộp là cá nhân, và ở hồ sơ của các phiên bản trước.';
alter table dossier.dossier add constraint dossier_person_of_an_organisation check (applicant_person is null or applicant_kind = 'organisation');
