-- A transaction's own "now" stands still from its first statement. One that waited while an officer was replaced must
-- judge the officer's duty by the clock as it stands when it goes on, or it would see the duty that was.
create function platform.clock() returns timestamptz language sql volatile
  return platform.now() + (clock_timestamp() - now());
comment on function platform.clock is 'Giờ đang chạy của hệ thống, không đứng yên trong giao dịch.';

create or replace view identity.v_officer_today with (security_invoker = true) as
  select a.locality_id, a.id, a.display_name,
    a.status <> 'active'
      or not exists (select from identity.v_duty_today t where t.locality_id = a.locality_id and t.account_id = a.id)
      or exists (select from identity.absence b
        where b.locality_id = a.locality_id and b.account_id = a.id and b.ended_at is null and platform.today() between b.from_on and b.to_on) as is_away,
    a.status = 'active'
      and exists (select from identity.v_duty_today t where t.locality_id = a.locality_id and t.account_id = a.id)
      and not exists (select from identity.role_grant g where g.locality_id = a.locality_id and g.account_id = a.id
        and upper(g.valid_during) > platform.now() and upper(g.valid_during) <= platform.clock()) as has_duty
  from identity.account a;
