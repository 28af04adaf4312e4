/** Codes of provinces (H) and ministries (G), such as `H17`. @law 20/2020/QĐ-TTg */
export const localityCodePattern = /^[HG]\d{2}$/u
