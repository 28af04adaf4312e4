export { noticeRoutes } from './http/notice-routes.ts'
