"""A Python function of the user's file as the text of an `aws:executeScript` script.

The text has what the function needs of its file, and nothing else of it: its imports, constants,
classes and functions, each as it stands there and in the order in which it does. Annotations are
taken out, since the script would have to import what only they need.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from ssmdsl.errors import DefinitionError, Problem, did_you_mean, quoted
from ssmdsl.script.automation_python import GONE, SINCE, Version, has_builtin, has_module
from ssmdsl.script.handler import function_of, place, refusal, signature_problems

if TYPE_CHECKING:  # a command that needs no script does not pay for what reads one
    from ssmdsl.script.source_file import Names, SourceFile, Statement

IN_CONTEXT = (
    "automation:EXECUTION_ID",
    "global:ACCOUNT_ID",
    "global:AWS_PARTITION",
    "global:REGION",
)
"""What a handler finds in its second argument."""

_MISSING = object()


def script_of(
    function: Callable[..., object], *, python: Version = (3, 11), also: Collection[str] = ()
) -> str:
    """Return the script in which a function of the user's file is the handler.

    Args:
        function: what the script is to run; its name is the handler's.
        python: the version of Python on which the script will run.
        also: the modules that the script can import from the step's attachment.

    Raises:
        DefinitionError: it needs what a script cannot have; every problem at once.
    """
    inner = function_of(function)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python has told the user when it loaded the file
        script = _Script(inner, python, also)
        script.problems.update(dict.fromkeys(signature_problems(function, script.name)))
        if script.values.get(script.name, function) is not function:
            message = f"{script.name} stands for something else in {script.file_name}; give that"
            script.problems[message] = None
        return script.text()


def _source_of(function: FunctionType) -> "SourceFile":
    """Return the file in which a function was written.

    Raises:
        DefinitionError: it is not to be had.
    """
    import linecache

    from ssmdsl.script.source_file import read_source

    path = function.__code__.co_filename
    linecache.checkcache(path)
    lines = [] if path.startswith("<") else linecache.getlines(path, function.__globals__)
    if not lines:
        message = f"its source is not to be had from {path}; write it in a file"
        raise refusal(function.__name__, message)
    try:
        return read_source(path, "".join(lines))
    except (SyntaxError, ValueError):
        message = f"its source is not to be had: {path} is no longer the file that was loaded"
        raise refusal(function.__name__, message) from None


class _Script:
    """What is taken of a file for the sake of one function."""

    def __init__(self, function: FunctionType, python: Version, also: Collection[str]) -> None:
        self.name = function.__code__.co_name
        self.values = function.__globals__
        self.python = python
        self.also = also
        self.source = _source_of(function)
        self.file_name = Path(self.source.path).name
        self.handler = self._handler(function)
        self.taken: dict[Statement, dict[str, None]] = {}
        """The statements, and which of their names are needed."""
        self.waiting: list[Statement] = []
        self.followed = {self.name}
        self.undefined: dict[str, str] = {}
        """Names that only a function could bind, and who names them."""
        self.problems: dict[str, None] = {}

    def _handler(self, function: FunctionType) -> "Statement":
        line = function.__code__.co_firstlineno
        path = self.source.path
        bindings = self.source.bindings.get(self.name, [])
        if len(bindings) > 1:
            lines = " and ".join(str(each.node.lineno) for each in bindings)
            message = f"the lines {lines} of {path} all define {self.name}; give each its own name"
            raise refusal(self.name, message)
        for statement in bindings:
            if statement.condition:
                message = f"it is {self._inside(statement)}; define it at the file's top level"
                raise refusal(self.name, message)
            if line == statement.first_line:
                return statement
        message = f"its source is not to be had: line {line} of {path} does not define it"
        raise refusal(self.name, message)

    def _inside(self, statement: "Statement") -> str:
        return f'inside of the "{statement.condition}" in line {statement.node.lineno}'

    def text(self) -> str:
        """Return the script.

        Raises:
            DefinitionError: there is none.
        """
        from ssmdsl.script.excerpt import excerpt

        self._take(self.handler, self.name)
        self._follow_all()
        stored = {name for statement in self.taken for name in self._names_of(statement).stored}
        for name, message in self.undefined.items():
            if name not in stored:
                self.problems[message] = None
        script = "" if self.problems else excerpt(self.source, self.taken)
        self._check_syntax(script)
        if self.problems:
            where = place(self.name)
            raise DefinitionError(problems=[Problem(where, each) for each in self.problems])
        return script

    def _check_syntax(self, script: str) -> None:
        import ast

        try:
            ast.parse(script, feature_version=self.python)
        except SyntaxError as error:
            message = f"its text is not Python {self._version()}: {error.msg}"
            self.problems[message] = None

    def _version(self) -> str:
        return ".".join(map(str, self.python))

    def _take(self, statement: "Statement", name: str) -> None:
        if statement not in self.taken:
            self.taken[statement] = {}
            self.waiting.append(statement)
        self.taken[statement][name] = None

    def _follow_all(self) -> None:
        """Take what the taken statements name, and what changes the values of these names."""
        while self.waiting:
            while self.waiting:
                statement = self.waiting.pop(0)
                subject = self._subject(statement)
                names = self._names_of(statement)
                for name in names.needed:
                    self._follow(name, subject)
                for name in names.perhaps:
                    if name in self.source.bindings:
                        self._follow(name, subject)
                self._check_imports_in(statement, subject)
            self._take_changes()

    def _names_of(self, statement: "Statement") -> "Names":
        from ssmdsl.script.source_file import Names

        try:
            return statement.names
        except SyntaxError as error:
            message = (
                f"{self._subject(statement)} is not Python without its annotations: {error.msg}"
            )
            self.problems[message] = None
            return Names((), (), (), ())

    def _subject(self, statement: "Statement") -> str:
        """Return how a message calls what a statement defines."""
        if statement is self.handler:
            return "it"
        name = next(iter(self.taken[statement]))
        return f"its {statement.kind} {quoted(name)}"

    def _follow(self, name: str, subject: str) -> None:
        if name in self.followed:
            return
        self.followed.add(name)
        bindings = self.source.bindings.get(name, [])
        conditional = next((each for each in bindings if each.condition), None)
        value = self.values.get(name, _MISSING)
        names = f"{subject} names {name}"
        if _is_of_language(value):
            self.problems[f"{names}, which is {_language_value(value)}"] = None
        elif conditional:
            inside = self._inside(conditional)
            message = f"{names}, which is bound {inside}; bind it once, at the file's top level"
            self.problems[message] = None
        elif bindings:
            for statement in bindings:
                self._take(statement, name)
                self._check_imported(statement, name, names)
        elif name in self.source.for_types:
            self.problems[
                f"{names}, which only type checkers see, inside of the if TYPE_CHECKING in line"
                f" {self.source.for_types[name].node.lineno}; import it outside of it"
            ] = None
        elif value is not _MISSING and self.source.star_imports and name[:2] != "__":
            stars = " or ".join(quoted(star) for star in self.source.star_imports)
            self.problems[f"{names}, which comes from {stars}; import it by its name"] = None
        elif not has_builtin(name, self.python):
            near = did_you_mean(name, self.source.bindings)
            message = f"{names}, which is nowhere defined at the top level of {self.file_name}."
            self.undefined[name] = f"{message}{near}"

    def _take_changes(self) -> None:
        """Take the statements that change a value that is taken, as `TABLE["a"] = 1` does."""
        taken = {name for names in self.taken.values() for name in names}
        for statement in self.source.statements:
            if statement in self.taken or statement.is_unseen:
                continue
            for name in sorted(statement.changed & taken):
                if all(binding.is_import for binding in self.source.bindings.get(name, [])):
                    continue
                if statement.condition:
                    inside = self._inside(statement)
                    self.problems[
                        f"it needs {name}, which is changed {inside}; change it in a function"
                    ] = None
                else:
                    self._take(statement, name)

    def _check_imported(self, statement: "Statement", name: str, names: str) -> None:
        """Check that what the file imports under a name can be imported by the script."""
        from ssmdsl.script.source_file import missing_modules

        for local, module in missing_modules(statement.node, self._is_missing):
            if local == name and statement.is_import:
                lack = self._lack(module)
                self.problems[f"{names}, imported from {module}, {lack}"] = None

    def _check_imports_in(self, statement: "Statement", subject: str) -> None:
        """Check the imports that a function makes when it runs."""
        from ssmdsl.script.source_file import missing_modules

        if statement.is_import:
            return
        for _, module in missing_modules(statement.node, self._is_missing):
            self.problems[f"{subject} imports {module}, {self._lack(module)}"] = None

    def _is_missing(self, module: str) -> bool:
        return module.partition(".")[0] not in self.also and not has_module(module, self.python)

    def _lack(self, module: str) -> str:
        """Return what is to be said of a module that the script cannot import."""
        top = module.partition(".")[0]
        lack = f"which Automation's Python {self._version()} lacks"
        folder = Path(self.source.path).parent
        if not top or (folder / f"{top}.py").is_file() or (folder / top).is_dir():
            return f"{lack}; move what it needs of it into {self.file_name}"
        if top in SINCE or top in GONE or top == "ssmdsl":
            return f"{lack}; do without it"
        return f"{lack}; do without it, or put it into the step's attachment"


def _is_of_language(value: object) -> bool:
    """Return whether a value is ssmdsl's, or an object of one of its classes."""
    of = value if isinstance(value, ModuleType | type | FunctionType) else type(value)
    module = of.__name__ if isinstance(of, ModuleType) else of.__module__
    return str(module).partition(".")[0] == "ssmdsl"


def _language_value(value: Any) -> str:
    """Return what a value of ssmdsl is, and what a script does without it."""
    if isinstance(value, ModuleType | type | FunctionType):
        return "of ssmdsl; a script cannot use it"
    expression = getattr(value, "expression", "")
    name = getattr(value, "name", "")
    what = f"an ssmdsl {type(value).__name__}"
    if isinstance(expression, str) and expression in IN_CONTEXT:
        return f'{what}; read context["{expression}"]'
    if type(value).__name__ == "Parameter":
        return f'{what}; hand it over in input_payload and read events["{name}"]'
    return f"{what}; hand over in input_payload what the script needs of it"
