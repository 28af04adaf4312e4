-- A handover list is a record of who gave what to whom and when: a line stays after its dossier was received.
alter table dossier.handover_item
  add column received_at timestamptz,
  add column received_by uuid,
  add constraint handover_line_received_by_someone check (received_by is null or received_at is not null);
comment on column dossier.handover_item.received_at is 'Lúc bên nhận nhận hồ sơ này; trống khi còn chờ nhận.';
grant update (received_at, received_by) on dossier.handover_item to motcua_app;

-- Lists made before: the first receipt after the list was made is the receipt of this line.
update dossier.handover_item i
set received_at = receipt.at, received_by = receipt.actor_account_id
from dossier.handover h
cross join lateral (
  select a.at, a.actor_account_id, a.dossier_id
  from dossier.act a
  join dossier.handover_item line on line.locality_id = a.locality_id and line.dossier_id = a.dossier_id and line.handover_id = h.id
  where a.locality_id = h.locality_id and a.kind = 'receive' and a.at >= h.created_at
) receipt
where h.locality_id = i.locality_id and h.id = i.handover_id and receipt.dossier_id = i.dossier_id
  and not exists (
    select from dossier.dossier d
    where d.locality_id = i.locality_id and d.id = i.dossier_id and d.handover_id = i.handover_id)
  and not exists (
    select from dossier.act earlier
    where earlier.locality_id = i.locality_id and earlier.dossier_id = i.dossier_id and earlier.kind = 'receive'
      and earlier.at >= h.created_at and earlier.at < receipt.at);
