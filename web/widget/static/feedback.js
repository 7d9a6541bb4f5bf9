// Thumbs up or down on an answer, with a reason for those who want to give one.

import { rate } from './service.js';
import { say } from './texts.js';

// `form` is null where the service keeps no feedback.
export function addFeedback(form, answerId, announce) {
  if (!form) return;
  const why = form.querySelector('.why');
  const rates = [...form.querySelectorAll('.rate')];
  const send = async (rating, reason, comment) => {
    try {
      await rate({ answer_id: answerId, rating, reason: reason || null, comment: comment || null });
      return true;
    } catch {
      announce(say('feedback_failed'), form);
      return false;
    }
  };
  for (const button of rates) {
    button.addEventListener('click', async () => {
      if (button.getAttribute('aria-pressed') === 'true' || !await send(button.value)) return;
      for (const other of rates) other.setAttribute('aria-pressed', String(other === button));
      why.hidden = button.value !== 'down';
      announce(say('thanks'), form);
    });
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (!await send('down', form.elements.reason.value, form.elements.comment.value.trim())) return;
    why.hidden = true;
    rates[1].focus();
    announce(say('thanks'), form);
  });
  form.hidden = false;
}
