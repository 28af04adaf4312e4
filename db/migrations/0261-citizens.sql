-- Citizens and organisations who sign in with their own electronic identity. Who somebody is, is said by the provider's (issuer, subject) and by
-- nothing else: a mail address, a telephone or an identity number that changes leaves the person the same.
create schema citizen;
grant usage on schema citizen to motcua_app;

create table citizen.person (
  locality_id integer     not null references platform.locality,
  id          uuid        not null default uuidv7(),
  issuer      text        not null,
  subject     text        not null,
  kind        text        not null,
  -- As the provider said at the last sign-in.
  name        text        not null,
  id_number   text,
  born_on     text,
  address     text,
  phone       text,
  email       text,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  primary key (locality_id, id),
  constraint person_once_per_subject unique (locality_id, issuer, subject),
  constraint person_kind_known check (kind in ('person', 'organisation')),
  constraint person_named check (name <> '' and length(name) <= 300)
);
comment on table citizen.person is 'Công dân, tổ chức đã đăng nhập bằng tài khoản định danh điện tử; nhận ra bằng (issuer, subject).';
call platform.confine('citizen.person');
grant select, insert, update on citizen.person to motcua_app;

create table citizen.session (
  locality_id  integer     not null references platform.locality,
  id           uuid        not null default uuidv7(),
  person_id    uuid        not null,
  token_hash   bytea       not null,
  -- How strongly the provider says that the person proved who they are.
  acr          text,
  user_agent   text        not null,
  opened_at    timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, person_id) references citizen.person,
  constraint citizen_session_token_once unique (locality_id, token_hash),
  constraint citizen_session_token_is_sha256 check (length(token_hash) = 32)
);
comment on table citizen.session is 'Phiên đăng nhập của công dân, tách khỏi phiên của cán bộ; chỉ lưu dấu vân của mã phiên.';
call platform.confine('citizen.session');
create index citizen_session_person_idx on citizen.session (locality_id, person_id, opened_at desc);
create index citizen_session_expiry_idx on citizen.session (locality_id, expires_at);
grant select, insert, update, delete on citizen.session to motcua_app;

create table citizen.own_dossier (
  locality_id integer     not null references platform.locality,
  person_id   uuid        not null,
  dossier_id  uuid        not null,
  code        text        not null,
  -- 'slip': shown to be theirs by the secret of the slip.
  basis       text        not null,
  since       timestamptz not null,
  primary key (locality_id, person_id, dossier_id),
  foreign key (locality_id, person_id) references citizen.person,
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint own_dossier_basis_known check (basis in ('slip'))
);
comment on table citizen.own_dossier is 'Hồ sơ mà một người đã đăng nhập theo dõi như của mình, và căn cứ.';
call platform.confine('citizen.own_dossier');
create index own_dossier_code_idx on citizen.own_dossier (locality_id, code, person_id);
grant select, insert, delete on citizen.own_dossier to motcua_app;

create view citizen.v_own_dossier with (security_invoker = true) as
  select locality_id, person_id, dossier_id, code, since from citizen.own_dossier;
comment on view citizen.v_own_dossier is 'Hồ sơ của người đã đăng nhập.';
grant select on citizen.v_own_dossier to motcua_app;

-- A dossier as a line of its owner's list: no person is named in it.
create view dossier.v_public_line with (security_invoker = true) as
  select d.locality_id, d.id as dossier_id, d.code, d.state, d.received_at, v.name as procedure_name
  from dossier.dossier d
  join procedure.procedure_version v on v.locality_id = d.locality_id and v.id = d.procedure_version_id;
comment on view dossier.v_public_line is 'Hồ sơ như một dòng trong danh sách của chủ hồ sơ; không nêu tên ai.';
grant select on dossier.v_public_line to motcua_app;
