-- Who stands at the head (người đứng đầu) of an agency or a centre directs its deputies (cấp phó); equals do not direct each other.
alter table identity.role_grant
  add column is_head boolean not null default false,
  add constraint role_grant_head_of_something check (not is_head or role in ('signatory', 'centre_manager'));
comment on column identity.role_grant.is_head is 'Người đứng đầu cơ quan, Trung tâm; cấp phó cùng vai trò thì không.';

create or replace view identity.v_duty_today with (security_invoker = true) as
  select g.locality_id, g.account_id, g.role, g.agency_id, g.centre_id, null::uuid as delegation_id, g.is_head
  from identity.role_grant g
  where g.valid_during @> platform.now()
  union all
  -- What is held in another's place directs nobody.
  select d.locality_id, d.to_account_id as account_id, g.role, g.agency_id, g.centre_id, d.id as delegation_id, false as is_head
  from identity.delegation d
  join identity.role_grant g on g.locality_id = d.locality_id and g.account_id = d.from_account_id and g.role = d.role
    and g.agency_id is not distinct from d.agency_id and g.centre_id is not distinct from d.centre_id and g.valid_during @> platform.now()
  where d.ended_at is null and platform.today() between d.from_on and d.to_on;
