const paths = {
  /** Nothing is lost. */
  close: 'M4 12l5 5L20 6',
  /** Gone for ever. */
  burn: 'M12 3c1 5 6 6 6 12a6 6 0 0 1-12 0c0-3 1-5 3-6 0 2 1 3 2 3 2 0 1-6 1-9z',
  /** Costs a fee. */
  fee: 'M12 4v16M8 8h6a2.5 2.5 0 0 1 0 5H9a2.5 2.5 0 0 0 0 5h7',
  /** Cannot be touched. */
  blocked: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z',
  warning: 'M12 4l9 16H3zM12 10v5M12 17.5v.5',
  link: 'M9 15L19 5M12 5h7v7M17 14v5H5V7h5',
  theme: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  sent: 'M12 7v5l3 3M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  waiting: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z',
  failed: 'M6 6l12 12M18 6L6 18',
};

export type IconName = keyof typeof paths;

/** Always beside words, so it is hidden from screen readers. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
