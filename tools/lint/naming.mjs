// What the linter's own rules do not know of our style.
const hidden = {
  create(context) {
    const check = ({ accessibility, key, kind }) => {
      if (accessibility && kind !== 'constructor')
        context.report({
          node: key,
          message: `Hide a member as #${key.name}: a modifier of TypeScript is gone when the code runs.`,
        });
    };
    return { MethodDefinition: check, PropertyDefinition: check };
  },
};

const camelCase = {
  create(context) {
    const check = ({ id }) => {
      if (id?.type === 'Identifier' && /[a-z]_[a-z]/.test(id.name))
        context.report({ node: id, message: `Write ${id.name} in camelCase.` });
    };
    return { FunctionDeclaration: check, VariableDeclarator: check };
  },
};

export default { meta: { name: 'naming' }, rules: { hidden, 'camel-case': camelCase } };
