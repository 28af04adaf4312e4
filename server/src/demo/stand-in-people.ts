/** One who can sign in at the stand-in provider of identities. All are invented; no number is anybody's. */
export type StandInPerson = {
  readonly subject: string
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly identityNumber: string
  readonly birthdate?: string
  readonly address: string
  readonly phone: string
  readonly email: string
}

/** Two share one mail address, one has a name of one word, of one only the year of birth is known. */
export const standInPeople: readonly StandInPerson[] = [
  {
    subject: 'cd-01',
    kind: 'person',
    name: 'Nguyễn Thị Thử',
    identityNumber: '049190000001',
    birthdate: '1990-03-12',
    address: 'Phường Tam Kỳ, thành phố Đà Nẵng',
    phone: '0905000001',
    email: 'thu@example.com',
  },
  {
    subject: 'cd-02',
    kind: 'person',
    name: 'Trần Văn Mẫu',
    identityNumber: '049085000002',
    birthdate: '1985-11-02',
    address: 'Phường Hội An, thành phố Đà Nẵng',
    phone: '0905000002',
    email: 'chung@example.com',
  },
  {
    subject: 'cd-03',
    kind: 'person',
    name: 'Lê Thị Ví Dụ',
    identityNumber: '049195000003',
    birthdate: '1995-07-30',
    address: 'Xã Duy Xuyên, thành phố Đà Nẵng',
    phone: '0905000003',
    email: 'chung@example.com',
  },
  {
    subject: 'cd-04',
    kind: 'person',
    name: 'Zơrâm Thử',
    identityNumber: '049088000004',
    birthdate: '1988',
    address: 'Xã Tây Giang, thành phố Đà Nẵng',
    phone: '0905000004',
    email: 'zoram@example.com',
  },
  {
    subject: 'cd-05',
    kind: 'person',
    name: 'Hiền',
    identityNumber: '049192000005',
    birthdate: '1992-01-01',
    address: 'Xã Nam Giang, thành phố Đà Nẵng',
    phone: '0905000005',
    email: 'hien@example.com',
  },
  {
    subject: 'cd-06',
    kind: 'person',
    name: 'Phạm Nguyễn Hoàng Gia Bảo Thử Nghiệm',
    identityNumber: '049200000006',
    birthdate: '2000-02-29',
    address: 'Phường Điện Bàn, thành phố Đà Nẵng',
    phone: '0905000006',
    email: 'bao@example.com',
  },
  {
    subject: 'tc-01',
    kind: 'organisation',
    name: 'Công ty TNHH Thử Nghiệm Một Cửa',
    identityNumber: '4000000001',
    address: 'Phường Tam Kỳ, thành phố Đà Nẵng',
    phone: '0235000001',
    email: 'congty@example.com',
  },
  {
    subject: 'tc-02',
    kind: 'organisation',
    name: 'Hợp tác xã Mẫu Quế Sơn',
    identityNumber: '4000000002',
    address: 'Xã Quế Sơn, thành phố Đà Nẵng',
    phone: '0235000002',
    email: 'htx@example.com',
  },
]
