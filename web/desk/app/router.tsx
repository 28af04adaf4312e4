import { createBrowserRouter, useRouteError } from 'react-router'
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
import { EnterPracticePage } from '../practice/enter-page.tsx'
import { ProcessPage } from '../procedures/process/process-page.tsx'
import { AlertsPage } from '../alerts/alerts-page.tsx'
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
import { ProblemNotice } from './problem-view.tsx'

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
          { path: patterns.home, element: <HomePage /> },
          { path: patterns.intake, element: <IntakePage /> },
          { path: patterns.calls, element: <CallsPage /> },
          { path: patterns.callOrder, element: <CallOrderPage /> },
          { path: patterns.hall, element: <HallPage /> },
          { path: patterns.inbox, element: <InboxPage /> },
          { path: patterns.search, element: <SearchPage /> },
          { path: patterns.dossier, element: <DossierPage /> },
          { path: patterns.handovers, element: <HandoversPage /> },
          { path: patterns.handover, element: <HandoverPage /> },
          { path: patterns.results, element: <ResultsPage /> },
          { path: patterns.cashBook, element: <CashBookPage /> },
          { path: patterns.register, element: <RegisterPage /> },
          { path: patterns.procedures, element: <ProceduresPage /> },
          { path: patterns.procedure, element: <ProcedurePage /> },
          { path: patterns.process, element: <ProcessPage /> },
          { path: patterns.calendar, element: <CalendarPage /> },
          { path: patterns.newDecree, element: <NewDecreePage /> },
          { path: patterns.deadlines, element: <DeadlinesPage /> },
          { path: patterns.dueDate, element: <DueDatePage /> },
          { path: patterns.versionMoves, element: <VersionMovesPage /> },
          { path: patterns.served, element: <ServedPage /> },
          { path: patterns.decree, element: <DecreePage /> },
          { path: patterns.officers, element: <OfficersPage /> },
          { path: patterns.accountability, element: <AccountabilityPage /> },
          { path: patterns.alerts, element: <AlertsPage /> },
          { path: patterns.security, element: <SecurityPage /> },
          { path: patterns.sessions, element: <SessionsPage /> },
          { path: patterns.accounts, element: <AccountsPage /> },
          { path: patterns.account, element: <AccountPage /> },
          { path: patterns.opening, element: <OpeningPage /> },
          { path: patterns.locality, element: <LocalityPage /> },
          { path: patterns.agencies, element: <AgenciesPage /> },
          { path: patterns.centres, element: <CentresPage /> },
          { path: patterns.collectors, element: <CollectorsPage /> },
          { path: patterns.enterProcedure, element: <EnterProcedurePage /> },
          { path: patterns.synonyms, element: <SynonymsPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
    { basename: '/desk' },
  )
}

function BrokenPage() {
  const error = useRouteError()
  return (
    <main className="shell__main">
      <ProblemNotice problem={asProblem(error)} onRetry={() => location.reload()} />
    </main>
  )
}
