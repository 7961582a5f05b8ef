import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { call } from '../api.ts';
import styles from '../dashboard.module.css';
import { ActionDialog, Failure, Field } from '../parts.tsx';
import type { List, Project } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** All projects; for operators. */
export function ProjectsScreen({ onChange }: { onChange: () => Promise<void> }) {
  const projects = useLoad<List<Project>>('/projects');
  const [isCreating, setIsCreating] = useState(false);
  const [name, setName] = useState('');
  const create = async () => {
    await call('POST', '/projects', { name });
    setIsCreating(false);
    await Promise.all([projects.reload(), onChange()]);
  };
  return (
    <>
      <div className={styles.head}>
        <h1>Projects</h1>
        <Button kind="primary" onClick={() => setIsCreating(true)}>
          New project
        </Button>
      </div>
      {projects.error && <Failure error={projects.error} onRetry={() => void projects.reload()} />}
      {projects.data?.items.length === 0 && (
        <p>There is no project yet. Make one first: keys and sessions belong to a project.</p>
      )}
      {projects.data && projects.data.items.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Id</th>
              <th scope="col">Tier</th>
            </tr>
          </thead>
          <tbody>
            {projects.data.items.map((project) => (
              <tr key={project.id}>
                <td>{project.name}</td>
                <td className={styles.mono}>{project.id}</td>
                <td>{project.tier}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isCreating && (
        <ActionDialog
          title="New project"
          does="Make the project"
          onClose={() => setIsCreating(false)}
          action={create}
        >
          <Field label="Name" value={name} onChange={setName} />
        </ActionDialog>
      )}
    </>
  );
}
