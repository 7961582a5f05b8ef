import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call, projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { Failure, Field } from '../parts.tsx';
import type { Project } from '../types.ts';
import { useLoad } from '../use-load.ts';

interface ProjectProps {
  project: string;
  onChange: () => Promise<void>;
}

/** What an owner sets of a project. */
export function ProjectScreen({ project, onChange }: ProjectProps) {
  const loaded = useLoad<Project>(projectPath(project, ''));
  return (
    <>
      <div className={styles.head}>
        <h1>Settings</h1>
      </div>
      {loaded.error && <Failure error={loaded.error} onRetry={() => void loaded.reload()} />}
      {loaded.data && <ProjectForm of={loaded.data} onChange={onChange} />}
    </>
  );
}

function ProjectForm({ of, onChange }: { of: Project; onChange: () => Promise<void> }) {
  const [name, setName] = useState(of.name);
  const [wallet, setWallet] = useState(of.donationWallet ?? '');
  const [origins, setOrigins] = useState(of.allowedOrigins.join(' '));
  const [outcome, setOutcome] = useState<Error | 'saved'>();
  const save = async () => {
    try {
      await call('PATCH', projectPath(of.id, ''), {
        name,
        donationWallet: wallet.trim() === '' ? null : wallet.trim(),
        allowedOrigins: origins.split(/[\s,]+/).filter(Boolean),
      });
      setOutcome('saved');
      await onChange();
    } catch (error) {
      setOutcome(error as Error);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className={styles.mono}>
        {of.id}, tier {of.tier}
      </p>
      <Field label="Name" value={name} onChange={setName} />
      <Field
        label="Wallet for donations"
        value={wallet}
        onChange={setWallet}
        hint="Its base58 address; empty: no donations"
      />
      <Field
        label="Origins that may call"
        value={origins}
        onChange={setOrigins}
        hint="Such as https://app.example, with a space between; empty: all"
      />
      {outcome instanceof Error && <Failure error={outcome} />}
      {outcome === 'saved' && <Notice kind="good">Saved. Every node knows it.</Notice>}
      <div className={styles.row}>
        <Button type="submit" kind="primary">
          Save
        </Button>
      </div>
    </form>
  );
}
