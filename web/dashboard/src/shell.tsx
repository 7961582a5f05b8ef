import { type MouseEvent, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { ThemeSwitch } from '../../ui/theme.tsx';
import { call } from './api.ts';
import styles from './dashboard.module.css';
import { AccountScreen } from './screens/account.tsx';
import { AuditScreen } from './screens/audit.tsx';
import { KeysScreen } from './screens/keys.tsx';
import { OverviewScreen } from './screens/overview.tsx';
import { ProjectScreen } from './screens/project.tsx';
import { ProjectsScreen } from './screens/projects.tsx';
import { ServerScreen } from './screens/server.tsx';
import { SessionsScreen } from './screens/sessions.tsx';
import { SubmissionsScreen } from './screens/submissions.tsx';
import { UsersScreen } from './screens/users.tsx';
import { WebhooksScreen } from './screens/webhooks.tsx';
import type { Session } from './types.ts';
import { addressOf, type Place, type Screen, usePlace } from './use-place.ts';

const ofProject: Partial<Record<Screen, string>> = {
  overview: 'Overview',
  keys: 'API keys',
  sessions: 'Sessions',
  submissions: 'Submissions',
  webhooks: 'Webhooks',
  project: 'Settings',
};
const ofServer: Partial<Record<Screen, string>> = {
  users: 'Users',
  projects: 'Projects',
  server: 'Server',
};

interface ShellProps {
  session: Session;
  /** Reads anew who is there, and what is theirs. */
  onChange: () => Promise<void>;
}

/** Everything around a screen: where one can go, and who is there. */
export function Shell({ session, onChange }: ShellProps) {
  const [place, go] = usePlace();
  const { user, projects } = session;
  const project = projects.find(({ id }) => id === place.project) ?? projects[0];
  const here: Place = { screen: place.screen, project: project?.id ?? '' };
  const follow = (event: MouseEvent, to: Place) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go(to);
  };
  const links = (screens: Partial<Record<Screen, string>>) =>
    Object.entries(screens).map(([screen, text]) => {
      const to = { screen: screen as Screen, project: here.project };
      return (
        <a
          key={screen}
          href={addressOf(to)}
          aria-current={screen === here.screen ? 'page' : undefined}
          onClick={(event) => follow(event, to)}
        >
          {text}
        </a>
      );
    });
  const signOut = async () => {
    await call('DELETE', '/session');
    await onChange();
  };
  return (
    <div className={styles.shell}>
      <nav className={styles.side} aria-label="Dashboard">
        {project && (
          <select
            aria-label="Project"
            value={project.id}
            onChange={(event) => go({ ...here, project: event.target.value })}
          >
            {projects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name || id}
              </option>
            ))}
          </select>
        )}
        {project && links(ofProject)}
        {(project || user.operator) && links({ audit: 'Audit log' })}
        {user.operator && links(ofServer)}
        {links({ account: 'Account' })}
        <div className={styles.who}>
          {user.name}, {user.email}
          <div className={styles.row}>
            <Button onClick={() => void signOut()}>Sign out</Button>
            <ThemeSwitch label="Theme" labels={{ auto: 'System', light: 'Light', dark: 'Dark' }} />
          </div>
        </div>
      </nav>
      <main className={styles.main}>{screenOf(here, session, onChange)}</main>
    </div>
  );
}

function screenOf(
  { screen, project }: Place,
  session: Session,
  onChange: () => Promise<void>,
): ReactNode {
  const { user } = session;
  if (screen === 'account') return <AccountScreen />;
  if (screen === 'users' && user.operator) return <UsersScreen projects={session.projects} />;
  if (screen === 'server' && user.operator) return <ServerScreen />;
  if (screen === 'projects' && user.operator) return <ProjectsScreen onChange={onChange} />;
  if (screen === 'audit') return <AuditScreen project={user.operator ? '' : project} isOperator={user.operator} />;
  if (project === '')
    return user.operator ? (
      <ProjectsScreen onChange={onChange} />
    ) : (
      <p>You are a member of no project yet. An operator or an owner can add you.</p>
    );
  if (screen === 'sessions') return <SessionsScreen key={project} project={project} />;
  if (screen === 'overview') return <OverviewScreen key={project} project={project} />;
  if (screen === 'webhooks') return <WebhooksScreen key={project} project={project} />;
  if (screen === 'submissions') return <SubmissionsScreen key={project} project={project} />;
  if (screen === 'project')
    return <ProjectScreen key={project} project={project} onChange={onChange} />;
  return <KeysScreen key={project} project={project} />;
}
