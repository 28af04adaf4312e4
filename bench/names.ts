// Invented names of four words, as common as people's are: few family names, many called by the same last word.
const family = [
  'Nguyễn',
  'Nguyễn',
  'Nguyễn',
  'Nguyễn',
  'Trần',
  'Trần',
  'Lê',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]
const middle = ['Văn', 'Thị', 'Văn', 'Thị', 'Hữu', 'Ngọc', 'Đức', 'Minh', 'Quang', 'Thanh', 'Xuân', 'Thu', 'Kim', 'Bích', 'Công', 'Đình']
const second = [
  'An',
  'Bảo',
  'Cẩm',
  'Diệu',
  'Gia',
  'Hải',
  'Hoài',
  'Hoàng',
  'Hồng',
  'Khánh',
  'Lan',
  'Mai',
  'Mỹ',
  'Nhật',
  'Phương',
  'Quỳnh',
  'Thùy',
  'Trung',
  'Tuấn',
  'Vân',
]
const last = [
  'Anh',
  'Bình',
  'Châu',
  'Cường',
  'Dũng',
  'Dung',
  'Giang',
  'Hà',
  'Hằng',
  'Hạnh',
  'Hiền',
  'Hiếu',
  'Hoa',
  'Hùng',
  'Hương',
  'Khoa',
  'Kiên',
  'Lâm',
  'Linh',
  'Long',
  'Ly',
  'Nam',
  'Nga',
  'Ngân',
  'Nhung',
  'Phúc',
  'Quân',
  'Sơn',
  'Tâm',
  'Thảo',
  'Thủy',
  'Trang',
  'Tú',
  'Tùng',
  'Uyên',
  'Việt',
  'Vinh',
  'Yến',
  'Đạt',
  'Đông',
]

/** The name of the person of a number; the same in every run. */
export function nameFrom(number: number): string {
  let mixed = (number + 1) * 2_654_435_761
  const pick = (words: readonly string[]): string => {
    mixed = (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) ^ number) >>> 0
    return words[mixed % words.length] ?? ''
  }
  return [pick(family), pick(middle), pick(second), pick(last)].join(' ')
}

/** What somebody types who looks for that person: the whole name, or in every other turn its last two words. */
export function nameAskedFor(number: number, turn: number): string {
  const name = nameFrom(number)
  return turn % 2 === 0 ? name : name.split(' ').slice(2).join(' ')
}
