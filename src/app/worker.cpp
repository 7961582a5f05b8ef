#include "app/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "api/readiness.hpp"
#include "base/log.hpp"

namespace burner::app {

namespace {

/// A message to a webhook leaves at most this late.
constexpr std::chrono::milliseconds webhook_interval{500};

upstreams::UpstreamSettings upstream_settings(const Settings& settings, const std::vector<std::string>& urls) {
    upstreams::UpstreamSettings upstream;
    upstream.urls = urls;
    upstream.connect_timeout = settings.rpc_connect_timeout;
    upstream.call_timeout = settings.rpc_call_timeout;
    upstream.total_deadline = settings.rpc_deadline;
    upstream.max_answer_bytes = settings.rpc_max_answer_bytes;
    return upstream;
}

upstreams::UpstreamSettings price_settings(const Settings& settings) {
    upstreams::UpstreamSettings prices;
    prices.urls = settings.price_urls;
    prices.connect_timeout = settings.price_timeout;
    prices.call_timeout = settings.price_timeout;
    prices.total_deadline = settings.price_timeout;
    prices.max_answer_bytes = 1 << 20;  // 50 prices take 10 KB
    return prices;
}

upstreams::CallObserver observer(api::Metrics& metrics) {
    return [&metrics](const upstreams::CallRecord& call) {
        metrics.count_upstream_call(call.method, call.upstream, to_text(call.outcome), call.took);
    };
}

assets::ChainReads chain_reads(const Settings& settings) {
    const std::size_t max_reads = settings.discovery_max_reads;
    return {.lists = base::Semaphore{max_reads},
            .mints = base::Semaphore{max_reads},
            .pages = base::Semaphore{max_reads},
            .slices = base::Semaphore{4 * max_reads},
            .patience = settings.rpc_deadline};
}

http::Limits http_limits(const Settings& settings) {
    http::Limits limits;
    limits.body_bytes = 1 << 20;  // 1,000 selections take 170 KB, 64 signed transactions 360 KB
    limits.connections = settings.max_connections;
    limits.body_budget = settings.body_budget;
    limits.body_budget_of_owner = settings.body_budget / 8;
    limits.unsent_bytes = settings.max_unsent_bytes;
    limits.unsent_bytes_of_owner = settings.max_unsent_bytes / 4;
    limits.drain = settings.drain;
    return limits;
}

}  // namespace

Worker::Worker(State& state, const Settings& settings, const http::Listen& listen)
    : state_(state),
      rpc_(context_, http_client_, upstream_settings(settings, settings.rpc_urls), observer(state.metrics)),
      das_(context_, http_client_, upstream_settings(settings, settings.das_urls), observer(state.metrics)),
      photon_(context_, http_client_, upstream_settings(settings, settings.photon_urls), observer(state.metrics)),
      prices_(context_, http_client_, state.clock, price_settings(settings), settings.price_api_key, settings.price_ttl,
              observer(state.metrics)),
      reads_(chain_reads(settings)),
      chain_(rpc_, das_, prices_, reads_, settings.position_programs),
      indexed_(das_, rpc_, prices_, reads_, settings.das_urls != settings.rpc_urls),
      compressed_tokens_(photon_, rpc_, prices_, reads_, settings.photon_urls != settings.rpc_urls,
                         settings.position_programs),
      builder_({rpc_, das_, photon_, prices_, settings.position_programs}, state.ticket_keys, state.clock,
               state.block_pace, {{settings.priority_fee_floor, settings.priority_fee_cap}, settings.max_addresses}),
      refresher_({rpc_, das_, photon_, prices_, settings.position_programs}, state.submissions, state.store_runner(),
                 state.ticket_keys, state.pauses, state.clock, state.block_pace,
                 base::Lamports{settings.max_priority_fee_lamports}),
      reporter_(rpc_, state.submissions, state.submission_changes, state.store_runner(), state.ticket_keys,
                state.clock),
      co_signing_(rpc_, state.submission_changes, state.store_runner(), state.co_signer, state.clock),
      submitter_(rpc_, state.submission_changes, state.store_runner(), state.ticket_keys, state.pauses, state.clock,
                 co_signing_, base::Lamports{settings.max_priority_fee_lamports}),
      tracker_(rpc_, state.submissions, state.submission_changes, state.store_runner(), state.clock, state.duties()),
      promises_(rpc_, state.submissions, state.store_runner(), state.duties(),
                [&state](const transactions::Submission& submission, const transactions::PromiseCheck& check) {
                    return state.note_promise(submission, check);
                }),
      sponsor_watch_(state.sponsor_watch_parts(rpc_)),
      submission_interval_(settings.submission_interval),
      webhook_poster_(context_, settings.webhooks_allow_private),
      deliverer_(context_, state.webhook_deliveries, state.webhook_secrets, webhook_poster_, state.store_runner(),
                 state.clock, state.duties(),
                 [&state](std::string_view outcome) { state.metrics.count_webhook_delivery(outcome); }),
      services_(services(settings)),
      gate_(services_),
      server_(context_, gate_, listen, http_limits(settings), state.server_state) {}

Worker::~Worker() {
    if (thread_.joinable()) stop();
}

api::Services Worker::services(const Settings& settings) {
    return {.clock = state_.clock,
            .store = state_.store_runner(),
            .audit = state_.audit,
            .metrics = state_.metrics,
            .access = {.keys = state_.keys,
                       .signing_keys = state_.signing_keys,
                       .sessions = state_.sessions,
                       .proofs = state_.proofs,
                       .possession = state_.possession,
                       .token_settings = state_.token_settings,
                       .announcer = state_.announcer(),
                       .lease = state_.lease},
            .limits = {.tiers = state_.tiers,
                       .rate = state_.rate_limit(),
                       .work = state_.work_limit(),
                       .quota = state_.monthly_quota,
                       .failed_logins = state_.failed_logins,
                       .challenges = state_.challenges,
                       .page_mints = state_.page_mints,
                       .idempotency = state_.idempotency,
                       .streams = state_.stream_slots,
                       .look_ups = state_.look_up_slots},
            .assets = {.sources = {&chain_, &indexed_, &compressed_tokens_}, .lists = state_.wallet_answers},
            .transactions = {.pauses = state_.pauses,
                             .submissions = state_.submissions,
                             .feed = state_.submission_feed,
                             .max_wait = settings.submit_max_wait,
                             .builder = builder_,
                             .refresher = refresher_,
                             .submitter = submitter_,
                             .reporter = reporter_,
                             .co_signer = state_.co_signer,
                             .sponsor_balances = state_.sponsor_balances},
            .page = state_.page,
            .hindrances = state_.hindrances,
            .openapi = state_.openapi,
            .check_store = [this] { return state_.check_store(); },
            .measure = [this] { state_.measure(); },
            .executor = context_.get_executor(),
            .spawn =
                [this](std::function<base::Task<void>()> task) {
                    boost::asio::co_spawn(context_.get_executor(), std::move(task), boost::asio::detached);
                },
            .rpc = rpc_,
            .streams = std::make_shared<api::OpenStreams>(context_, state_.sessions, state_.lease, state_.metrics),
            .readiness = std::make_shared<api::Readiness>(context_.get_executor())};
}

void Worker::start() {
    thread_ = std::thread{[this] { context_.run(); }};
}

void Worker::track_submissions() {
    boost::asio::co_spawn(
        context_.get_executor(), [this] { return tracker_.run(submission_interval_); }, boost::asio::detached);
    boost::asio::co_spawn(
        context_.get_executor(), [this] { return tracker_.watch(state_.submission_feed); }, boost::asio::detached);
}

void Worker::measure_blocks() {
    boost::asio::co_spawn(
        context_.get_executor(), [this] { return transactions::read_pace(rpc_, state_.clock, state_.block_pace); },
        boost::asio::detached);
}

void Worker::watch_promises() {
    boost::asio::co_spawn(
        context_.get_executor(), [this] { return promises_.run(submission_interval_); }, boost::asio::detached);
}

void Worker::watch_sponsors() {
    boost::asio::co_spawn(context_.get_executor(), [this] { return sponsor_watch_.run(); }, boost::asio::detached);
}

void Worker::deliver_webhooks() {
    boost::asio::co_spawn(
        context_.get_executor(), [this] { return deliverer_.run(webhook_interval); }, boost::asio::detached);
}

void Worker::stop() {
    boost::asio::co_spawn(
        context_.get_executor(),
        [this]() -> base::Task<void> {
            co_await server_.drain();
            context_.stop();
        },
        boost::asio::detached);
    thread_.join();
}

}  // namespace burner::app
