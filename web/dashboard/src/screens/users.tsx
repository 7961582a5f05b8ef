import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { call } from '../api.ts';
import styles from '../dashboard.module.css';
import { ActionDialog, Choice, Failure, Field, Secret, Time } from '../parts.tsx';
import type { FullUser, List, NewLink, ProjectName } from '../types.ts';
import { useLoad } from '../use-load.ts';

type Open =
  | { is: 'invite' }
  | { is: 'show'; made: NewLink }
  | { is: 'link' | 'disable' | 'enable' | 'end' | 'delete'; of: FullUser };

/** What can be done to a user with one click more. */
const actions = {
  link: { title: 'Make a link', text: 'It lets the user choose a password. The one they have works until then.' },
  disable: { title: 'Disable', text: 'The user is signed out everywhere at once, and cannot sign in.' },
  enable: { title: 'Enable', text: 'The user can sign in again.' },
  end: { title: 'Sign out', text: 'The user is signed out everywhere at once.' },
  delete: { title: 'Delete', text: 'The user is gone. The audit log keeps the id.' },
};

/** Everybody who may sign in; for operators. */
export function UsersScreen({ projects }: { projects: ProjectName[] }) {
  const users = useLoad<List<FullUser>>('/users');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const show = async (made: NewLink) => {
    setOpen({ is: 'show', made });
    await users.reload();
  };
  const act = async (is: keyof typeof actions, { id }: FullUser) => {
    if (is === 'link') return show(await call<NewLink>('POST', `/users/${id}/link`));
    if (is === 'end') await call('DELETE', `/users/${id}/sessions`);
    if (is === 'delete') await call('DELETE', `/users/${id}`);
    if (is === 'disable' || is === 'enable')
      await call('PATCH', `/users/${id}`, { disabled: is === 'disable' });
    close();
    return users.reload();
  };
  return (
    <>
      <div className={styles.head}>
        <h1>Users</h1>
        <Button kind="primary" onClick={() => setOpen({ is: 'invite' })}>
          New user
        </Button>
      </div>
      {users.error && <Failure error={users.error} onRetry={() => void users.reload()} />}
      {users.data && (
        <UserTable
          users={users.data.items}
          projects={projects}
          onOpen={(is, of) => setOpen({ is, of })}
        />
      )}
      {open?.is === 'invite' && (
        <InviteDialog
          projects={projects}
          onClose={close}
          invite={async (body) => show(await call<NewLink>('POST', '/users', body))}
        />
      )}
      {open?.is === 'show' && (
        <Dialog title="Give this link to the user" closeLabel="Done" onClose={close}>
          <div className={styles.form}>
            <p>
              It is shown this once, and works once, until <Time time={open.made.expiresAt} />.
            </p>
            <Secret text={open.made.link} />
          </div>
        </Dialog>
      )}
      {open && open.is !== 'invite' && open.is !== 'show' && (
        <ActionDialog
          title={`${actions[open.is].title}: ${open.of.email}`}
          does={actions[open.is].title}
          kind={open.is === 'delete' || open.is === 'disable' ? 'danger' : 'primary'}
          onClose={close}
          action={() => act(open.is, open.of)}
        >
          <p>{actions[open.is].text}</p>
        </ActionDialog>
      )}
    </>
  );
}

interface UserTableProps {
  users: FullUser[];
  projects: ProjectName[];
  onOpen: (is: keyof typeof actions, of: FullUser) => void;
}

function UserTable({ users, projects, onOpen }: UserTableProps) {
  const nameOf = (id: string) => projects.find((project) => project.id === id)?.name ?? id;
  const stateOf = (user: FullUser) => {
    if (user.disabledAt !== null) return 'disabled';
    return user.hasPassword ? 'active' : 'invited';
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Role</th>
          <th scope="col">State</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <td>
              {user.name}
              <br />
              {user.email}
            </td>
            <td>
              {user.operator
                ? 'operator'
                : `owner of ${user.members.map(({ project }) => nameOf(project)).join(', ') || 'nothing'}`}
            </td>
            <td>{stateOf(user)}</td>
            <td>
              <div className={styles.row}>
                {user.disabledAt === null && (
                  <>
                    <Button onClick={() => onOpen('link', user)}>Link</Button>
                    <Button onClick={() => onOpen('end', user)}>Sign out</Button>
                  </>
                )}
                <Button onClick={() => onOpen(user.disabledAt === null ? 'disable' : 'enable', user)}>
                  {user.disabledAt === null ? 'Disable' : 'Enable'}
                </Button>
                <Button kind="danger" onClick={() => onOpen('delete', user)}>
                  Delete
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface InviteProps {
  projects: ProjectName[];
  invite: (body: object) => Promise<void>;
  onClose: () => void;
}

function InviteDialog({ projects, invite, onClose }: InviteProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState(projects[0]?.id ?? 'operator');
  const roles = Object.fromEntries([
    ...projects.map((project) => [project.id, `owner of ${project.name || project.id}`]),
    ['operator', 'operator: everything'],
  ]) as Record<string, string>;
  const rights =
    role === 'operator' ? { operator: true } : { members: [{ project: role, role: 'owner' }] };
  return (
    <ActionDialog
      title="New user"
      does="Make the user"
      onClose={onClose}
      action={() => invite({ email, name, ...rights })}
    >
      <Field label="E-mail address" type="email" value={email} onChange={setEmail} />
      <Field label="Name" value={name} onChange={setName} />
      <Choice label="Role" value={role} options={roles} onChange={setRole} />
    </ActionDialog>
  );
}
