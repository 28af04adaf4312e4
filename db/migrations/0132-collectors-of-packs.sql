-- The collector of a centre may come with a pack, so that money works from the first start: then nobody has set it.
alter table payment.account alter column changed_by drop not null;
comment on column payment.account.changed_by is 'Lãnh đạo trung tâm đã khai báo; trống: theo gói dữ liệu.';
