/**
 * The public names of CPython 3.14's modules that have a counterpart here, and what is to be said of single ones.
 *
 * Which of them exist here is asked of the runtime itself, by `apiTable()`.
 */

export interface PythonNames {
  /** What Python imports. */
  readonly module: string;
  /** What a program here imports. */
  readonly from: string;
  /** The class whose members these are; absent: the module's own names. */
  readonly of?: string;
  readonly names: string;
}

export const pythonNames: readonly PythonNames[] = [
  {
    module: 'asyncio',
    from: 'asyncio',
    names: `run Runner create_task gather shield wait wait_for as_completed sleep timeout timeout_at ensure_future
      run_coroutine_threadsafe to_thread current_task all_tasks create_eager_task_factory eager_task_factory
      FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED iscoroutine iscoroutinefunction isfuture wrap_future
      Task Future TaskGroup Timeout Lock Event Condition Semaphore BoundedSemaphore Barrier
      Queue PriorityQueue LifoQueue QueueFull QueueEmpty QueueShutDown
      CancelledError InvalidStateError TimeoutError BrokenBarrierError
      IncompleteReadError LimitOverrunError SendfileNotAvailableError
      get_running_loop get_event_loop set_event_loop new_event_loop get_event_loop_policy set_event_loop_policy
      BaseEventLoop EventLoop SelectorEventLoop AbstractEventLoop AbstractServer Server Handle TimerHandle
      capture_call_graph format_call_graph print_call_graph FrameCallGraphEntry FutureCallGraph
      future_add_to_awaited_by future_discard_from_awaited_by
      BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol
      BaseTransport ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport
      StreamReader StreamWriter StreamReaderProtocol open_connection start_server
      create_subprocess_exec create_subprocess_shell`,
  },
  {
    module: 'asyncio',
    from: 'asyncio',
    of: 'EventLoop',
    names: `run_until_complete run_forever stop close is_running is_closed time
      call_soon call_soon_threadsafe call_later call_at create_future create_task
      run_in_executor set_default_executor shutdown_asyncgens shutdown_default_executor
      get_task_factory set_task_factory get_debug set_debug
      get_exception_handler set_exception_handler call_exception_handler default_exception_handler
      add_signal_handler remove_signal_handler add_reader remove_reader add_writer remove_writer
      connect_accepted_socket connect_read_pipe connect_write_pipe create_connection create_datagram_endpoint
      create_server create_unix_connection create_unix_server getaddrinfo getnameinfo sendfile start_tls
      sock_accept sock_connect sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendfile
      sock_sendto subprocess_exec subprocess_shell`,
  },
  {
    module: 'asyncio',
    from: 'asyncio',
    of: 'Future',
    names:
      'result exception set_result set_exception done cancelled cancel add_done_callback remove_done_callback get_loop',
  },
  {
    module: 'asyncio',
    from: 'asyncio',
    of: 'Task',
    names: 'cancelling uncancel get_name set_name get_coro get_context get_stack print_stack',
  },
  { module: 'asyncio', from: 'asyncio', of: 'Handle', names: 'cancel cancelled get_context' },
  { module: 'asyncio', from: 'asyncio', of: 'TimerHandle', names: 'when' },
  { module: 'asyncio', from: 'asyncio', of: 'Runner', names: 'run close get_loop' },
  { module: 'asyncio', from: 'asyncio', of: 'TaskGroup', names: 'create_task' },
  { module: 'asyncio', from: 'asyncio', of: 'Timeout', names: 'when reschedule expired' },
  { module: 'asyncio', from: 'asyncio', of: 'Lock', names: 'acquire release locked' },
  { module: 'asyncio', from: 'asyncio', of: 'Event', names: 'set clear is_set wait' },
  {
    module: 'asyncio',
    from: 'asyncio',
    of: 'Condition',
    names: 'acquire release locked wait wait_for notify notify_all',
  },
  { module: 'asyncio', from: 'asyncio', of: 'Semaphore', names: 'acquire release locked' },
  { module: 'asyncio', from: 'asyncio', of: 'Barrier', names: 'wait reset abort parties n_waiting broken' },
  {
    module: 'asyncio',
    from: 'asyncio',
    of: 'Queue',
    names: 'put put_nowait get get_nowait task_done join shutdown qsize empty full maxsize',
  },
  { module: 'contextvars', from: 'contextvars', names: 'ContextVar Token Context copy_context' },
  { module: 'contextvars', from: 'contextvars', of: 'ContextVar', names: 'get set reset name' },
  { module: 'contextvars', from: 'contextvars', of: 'Context', names: 'run copy get items keys values' },
  { module: 'contextvars', from: 'contextvars', of: 'Token', names: 'var old_value MISSING' },
  {
    module: 'contextlib',
    from: 'contextlib',
    names: `contextmanager asynccontextmanager closing aclosing nullcontext suppress ExitStack AsyncExitStack
      AbstractContextManager AbstractAsyncContextManager ContextDecorator AsyncContextDecorator
      chdir redirect_stdout redirect_stderr`,
  },
  {
    module: 'contextlib',
    from: 'contextlib',
    of: 'ExitStack',
    names: 'enter_context push callback pop_all close',
  },
  {
    module: 'contextlib',
    from: 'contextlib',
    of: 'AsyncExitStack',
    names: 'enter_context enter_async_context push push_async_exit callback push_async_callback pop_all aclose',
  },
  {
    module: 'concurrent.futures',
    from: 'concurrent/futures',
    names: `Executor ThreadPoolExecutor ProcessPoolExecutor InterpreterPoolExecutor Future wait as_completed
      FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED CancelledError TimeoutError InvalidStateError BrokenExecutor`,
  },
  { module: 'concurrent.futures', from: 'concurrent/futures', of: 'Executor', names: 'submit map shutdown' },
  {
    module: 'concurrent.futures',
    from: 'concurrent/futures',
    of: 'Future',
    names: `result exception done cancelled running cancel add_done_callback set_result set_exception
      set_running_or_notify_cancel`,
  },
];

const NETWORK = 'No sockets, pipes and subprocesses: a page in a browser has none.';
const POLICY = 'Loop policies are on their way out of Python; give Runner a loop factory.';
const DESCRIPTORS = 'There are no file descriptors and no signals to watch. The interrupt is handled by `run()`.';

/** Why a name does not exist here, by name or by the beginning of names. */
export const absent: readonly (readonly [why: string, names: RegExp])[] = [
  [NETWORK, /Protocol$|Transport$|^Stream|^(?:Abstract)?Server$|^open_connection$|^start_server$|^create_subprocess/],
  [NETWORK, /^(?:sock|subprocess)_|^connect_|^create_(?:conn|data|server|unix)|^get(?:addr|name)info$/],
  [NETWORK, /^sendfile$|^start_tls$|^IncompleteReadError$|^LimitOverrunError$|^SendfileNotAvailableError$/],
  [POLICY, /_event_loop_policy$/],
  [DESCRIPTORS, /^(?:add|remove)_(?:reader|writer|signal_handler)$/],
  ['A context manager is any object with `enter()` and `exit()`, or `aenter()` and `aexit()`.', /ContextManager$/],
  [
    'A context manager cannot be put above a function definition here: call it inside the function.',
    /ContextDecorator$/,
  ],
  [
    'A page has no current folder, and its output streams are not objects that could be replaced.',
    /^chdir$|^redirect_/,
  ],
  ['EventLoop is the only class of loops.', /^(?:Abstract|Selector)EventLoop$/],
];

/** What is different where the name exists. Keys: the name, with its class in front where it has one. */
export const remarks: Readonly<Record<string, string>> = {
  run: 'Returns a promise: `await asyncio.run(main())`.',
  'Runner.run': 'Returns a promise.',
  'Runner.close': 'Returns a promise.',
  'EventLoop.run_until_complete': 'Returns a promise.',
  'EventLoop.run_forever': 'Returns a promise.',
  BaseEventLoop: 'Another name of EventLoop.',
  Handle: '`callSoon()` makes it, and takes its `context`.',
  TimerHandle: '`callLater()` and `callAt()` make it, and take its `context`.',
  ProcessPoolExecutor: 'There is one start method, spawn: `mpContext` can only be null.',
  iscoroutinefunction: 'Deprecated in 3.14: every call writes a DeprecationWarning.',
  gather: 'Keyword arguments are one trailing options object: `{ returnExceptions: true }`.',
  contextmanager: 'For `withSync()`; `asyncWith()` takes what it makes too, for blocks that await.',
  closing: 'For what has a `close()`. A generator has none in JavaScript.',
  ExitStack: 'For `withSync()`; `asyncWith()` takes it too, for blocks that await.',
  suppress: 'For `withSync()`; `asyncWith()` takes it too, for blocks that await.',
  ContextVar: '`new ContextVar(name, { default: value })`',
};
