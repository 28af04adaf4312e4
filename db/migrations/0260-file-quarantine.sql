-- A file that came while the virus scanner gave no answer is kept apart: nobody opens it until the scanner has. Rows are only added.

create table document.file_quarantine (
  locality_id integer     not null references platform.locality,
  file_id     uuid        not null,
  since       timestamptz not null,
  -- What was wrong with the scanner, for the operator.
  why         text        not null,
  primary key (locality_id, file_id),
  foreign key (locality_id, file_id) references document.file
);
comment on table document.file_quarantine is 'Tệp đến khi máy quét mã độc không trả lời: giữ riêng, không ai mở, chờ quét lại.';
call platform.confine('document.file_quarantine');
grant select, insert on document.file_quarantine to motcua_app;

create table document.file_quarantine_end (
  locality_id integer     not null references platform.locality,
  file_id     uuid        not null,
  at          timestamptz not null,
  outcome     text        not null,
  -- What the scanner found.
  what        text,
  constraint file_quarantine_ends_once primary key (locality_id, file_id),
  foreign key (locality_id, file_id) references document.file_quarantine,
  constraint file_quarantine_outcome_known check (outcome in ('clean', 'infected')),
  constraint file_quarantine_says_what check ((outcome = 'infected') = (what is not null))
);
comment on table document.file_quarantine_end is 'Kết quả quét lại của tệp giữ riêng: sạch thì mở được, có mã độc thì không ai mở.';
call platform.confine('document.file_quarantine_end');
grant select, insert on document.file_quarantine_end to motcua_app;
