-- A fee per person, page or weapon is a quantity: the line knows what it is counted by, and how many there are once someone counted.
alter table payment.bill_line add column unit text;
alter table payment.bill_line add column quantity integer;
alter table payment.bill_line add constraint bill_line_quantity_counts_something
  check (quantity is null or (unit is not null and quantity > 0));
comment on column payment.bill_line.unit is 'Đơn vị tính của mức thu (người, trang…); trống khi mức thu tính cho cả hồ sơ.';
comment on column payment.bill_line.quantity is 'Số lượng đã đếm; trống khi chưa đếm.';
grant update (quantity) on payment.bill_line to motcua_app;
