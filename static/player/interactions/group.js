/** Several questions on one screen: {q1: response, q2: response}, each by its own interaction. */

export const group = {
  bind(root, value, onValue, context) {
    const answers = { ...value };
    for (const question of root.querySelectorAll("[data-question]")) {
      const id = question.dataset.question;
      const onAnswer = (answer) => {
        answers[id] = answer;
        onValue({ ...answers });
      };
      context.bindResponse(question, answers[id], onAnswer, context);
    }
  },
};
