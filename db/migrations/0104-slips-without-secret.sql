-- What a form was filled with, kept beside its bytes: a covered copy for those who only watch, and the applicant's copy with the
-- look-up secret, are set from it. The secret itself is in neither. Empty for what was issued before.
alter table document.issued_document add column data jsonb;
comment on column document.issued_document.data is 'Nội dung đã điền vào giấy, không có mã tra cứu; trống với giấy phát hành trước khi có cột này.';

-- One row for each copy of the slip printed for the applicant. The secret on the last one is the one that opens (ADR 0105).
create table dossier.applicant_slip (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  generation  integer     not null,
  printed_at  timestamptz not null default now(),
  account_id  uuid        not null,
  primary key (locality_id, dossier_id, generation),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  foreign key (locality_id, account_id) references identity.account,
  constraint applicant_slip_counts_from_one check (generation >= 1)
);
comment on table dossier.applicant_slip is 'Bản giấy tiếp nhận đã in giao người nộp; mã tra cứu trên bản mới nhất có hiệu lực.';
call platform.confine('dossier.applicant_slip');
grant select, insert on dossier.applicant_slip to motcua_app;

-- Slips issued until now carry the first secret, also the copies of the house: the next copy for the applicant has a new one.
insert into dossier.applicant_slip (locality_id, dossier_id, generation, printed_at, account_id)
  select distinct on (i.locality_id, i.dossier_id) i.locality_id, i.dossier_id, 1, i.issued_at, i.issued_by
  from document.issued_document i join dossier.dossier d on d.locality_id = i.locality_id and d.id = i.dossier_id
  where i.form = 'receipt-slip' order by i.locality_id, i.dossier_id, i.id;
