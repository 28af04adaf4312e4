-- How time is counted where laws leave a choice: chosen by a person, for a reason, from a day on.

alter table calendar.deadline_setting
  add column from_on date,
  add column reason text not null default '',
  add column set_by_name text not null default '';
update calendar.deadline_setting set from_on = (set_at at time zone 'Asia/Ho_Chi_Minh')::date;
alter table calendar.deadline_setting alter column from_on set not null,
  alter column from_on set default platform.today();
comment on column calendar.deadline_setting.from_on is 'Ngày bắt đầu áp dụng: đồng hồ bắt đầu từ ngày này theo lựa chọn mới, đồng hồ đang chạy giữ như cũ.';
