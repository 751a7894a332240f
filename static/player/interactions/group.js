/** Several questions on one screen: {q1: response, q2: response}, each by its own interaction. */

export const group = {
  bind(root, value, onValue, context) {
    const answers = { ...value };
    const flushes = [...root.querySelectorAll("[data-question]")].map((question) => {
      const id = question.dataset.question;
      const onAnswer = (answer, ageMs) => {
        answers[id] = answer;
        onValue({ ...answers }, ageMs);
      };
      return context.bindResponse(question, answers[id], onAnswer, context);
    });
    return () => {
      for (const flush of flushes) flush();
    };
  },
};
