import { type ReactNode, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { texts } from '../texts.ts';

/** Whether pictures are shown: they are foreign, and whoever hosts one sees who looks. */
export interface Pictures {
  areShown: boolean;
  /** Asks once, then shows and hides. */
  toggle: () => void;
  question: ReactNode;
}

export function usePictures(isAllowed: boolean): Pictures {
  const [areShown, setShown] = useState(isAllowed);
  const [isAgreed, setAgreed] = useState(isAllowed);
  const [isAsking, setAsking] = useState(false);
  const toggle = () => (isAgreed ? setShown(!areShown) : setAsking(true));
  const answer = (isYes: boolean) => {
    setAsking(false);
    setAgreed(isYes);
    setShown(isYes);
  };
  const question = isAsking && (
    <Dialog
      title={texts.list.picturesTitle}
      closeLabel={texts.connect.close}
      onClose={() => answer(false)}
    >
      <p>{texts.list.picturesWarning}</p>
      <Button onClick={() => answer(false)}>{texts.list.no}</Button>
      <Button onClick={() => answer(true)}>{texts.list.yes}</Button>
    </Dialog>
  );
  return { areShown, toggle, question };
}
