import type { ReactNode } from 'react'
import { createBrowserRouter, type RouteObject, useRouteError } from 'react-router'
import { asProblem } from '#web-api'
import { AccountPage } from '../accounts/account-page.tsx'
import { AccountsPage } from '../accounts/accounts-page.tsx'
import { CalendarPage } from '../calendar/calendar-page.tsx'
import { DeadlinesPage } from '../calendar/deadlines-page.tsx'
import { DecreePage } from '../calendar/decree-page.tsx'
import { DueDatePage } from '../calendar/due-date-page.tsx'
import { NewDecreePage } from '../calendar/new-decree-page.tsx'
import { DossierPage } from '../dossier/dossier-page.tsx'
import { CallOrderPage } from '../hall/call-order-page.tsx'
import { CallsPage } from '../hall/calls-page.tsx'
import { HallPage } from '../hall/hall-page.tsx'
import { HandoverPage } from '../handover/handover-page.tsx'
import { HandoversPage } from '../handover/handovers-page.tsx'
import { InboxPage } from '../inbox/inbox-page.tsx'
import { SearchPage } from '../inbox/search-page.tsx'
import { IntakePage } from '../intake/intake-page.tsx'
import { CashBookPage } from '../payment/cash-book-page.tsx'
import { RegisterPage } from '../register/register-page.tsx'
import { OfficersPage } from '../officers/officers-page.tsx'
import { AgenciesPage } from '../opening/agencies-page.tsx'
import { CentresPage } from '../opening/centres-page.tsx'
import { CollectorsPage } from '../opening/collectors-page.tsx'
import { LocalityPage } from '../opening/locality-page.tsx'
import { OpeningPage } from '../opening/opening-page.tsx'
import { EnterProcedurePage } from '../procedures/enter-procedure-page.tsx'
import { SynonymsPage } from '../procedures/synonyms-page.tsx'
import { FirstAccountPage } from '../opening/first-account-page.tsx'
import { patterns } from '../paths.ts'
import { AccountabilityPage } from '../reports/accountability-page.tsx'
import { ProcedurePage } from '../procedures/procedure-page.tsx'
import { PracticePage } from '../practice/practice-way.tsx'
import { EnterPracticePage } from '../practice/enter-page.tsx'
import { ReviewPage } from '../procedures/process/review-page.tsx'
import { ProcessPage } from '../procedures/process/process-page.tsx'
import { AlertsPage } from '../alerts/alerts-page.tsx'
import { SetUpLogPage } from '../security/set-up-log-page.tsx'
import { SecurityPage } from '../security/security-page.tsx'
import { VersionMovesPage } from '../procedures/version-moves-page.tsx'
import { ServedPage } from '../officers/served-page.tsx'
import { ProceduresPage } from '../procedures/procedures-page.tsx'
import { ResultsPage } from '../results/results-page.tsx'
import { SessionsPage } from '../sessions/sessions-page.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { DeskShell } from './desk-shell.tsx'
import { HomePage } from './home-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { OwnPage } from './own-page.tsx'
import type { PageName } from './page-needs.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'

/** Pages are loaded whole: a counter whose network drops keeps every screen. */
export function createDeskRouter() {
  return createBrowserRouter(
    [
      { path: patterns.signIn, element: <SignInPage /> },
      { path: patterns.firstAccount, element: <FirstAccountPage /> },
      { path: patterns.enterPractice, element: <EnterPracticePage /> },
      {
        element: <DeskShell />,
        errorElement: <BrokenPage />,
        children: [
          page('home', <HomePage />),
          page('intake', <IntakePage />),
          page('calls', <CallsPage />),
          page('callOrder', <CallOrderPage />),
          page('hall', <HallPage />),
          page('inbox', <InboxPage />),
          page('search', <SearchPage />),
          page('practice', <PracticePage />),
          page('dossier', <DossierPage />),
          page('handovers', <HandoversPage />),
          page('handover', <HandoverPage />),
          page('results', <ResultsPage />),
          page('cashBook', <CashBookPage />),
          page('register', <RegisterPage />),
          page('procedures', <ProceduresPage />),
          page('procedure', <ProcedurePage />),
          page('process', <ProcessPage />),
          page('review', <ReviewPage />),
          page('calendar', <CalendarPage />),
          page('newDecree', <NewDecreePage />),
          page('deadlines', <DeadlinesPage />),
          page('dueDate', <DueDatePage />),
          page('versionMoves', <VersionMovesPage />),
          page('served', <ServedPage />),
          page('decree', <DecreePage />),
          page('officers', <OfficersPage />),
          page('accountability', <AccountabilityPage />),
          page('alerts', <AlertsPage />),
          page('security', <SecurityPage />),
          page('setUpLog', <SetUpLogPage />),
          page('sessions', <SessionsPage />),
          page('accounts', <AccountsPage />),
          page('account', <AccountPage />),
          page('opening', <OpeningPage />),
          page('locality', <LocalityPage />),
          page('agencies', <AgenciesPage />),
          page('centres', <CentresPage />),
          page('collectors', <CollectorsPage />),
          page('enterProcedure', <EnterProcedurePage />),
          page('synonyms', <SynonymsPage />),
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
    { basename: '/desk' },
  )
}

function page(name: PageName, element: ReactNode): RouteObject {
  return { path: patterns[name], element: <OwnPage name={name}>{element}</OwnPage> }
}

function BrokenPage() {
  const error = useRouteError()
  return (
    <main className="shell__main">
      <ProblemNotice problem={asProblem(error)} onRetry={() => location.reload()} />
    </main>
  )
}
