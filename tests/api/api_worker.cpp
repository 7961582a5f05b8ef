#include "api/api_worker.hpp"

#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "api/readiness.hpp"
#include "api/routes.hpp"

namespace burner::api {

namespace {

http::Method method_of(std::string_view name) {
    static const std::map<std::string_view, http::Method> methods{
        {"GET", http::Method::get},        {"HEAD", http::Method::head},   {"POST", http::Method::post},
        {"PUT", http::Method::put},        {"PATCH", http::Method::patch}, {"DELETE", http::Method::delete_},
        {"OPTIONS", http::Method::options}};
    const auto found = methods.find(name);
    return found == methods.end() ? http::Method::other : found->second;
}

std::vector<http::Header> header_views(const Ask& ask) {
    std::vector<http::Header> views;
    bool has_type = false;
    for (const auto& [name, value] : ask.headers) {
        views.push_back({name, value});
        has_type = has_type || name == "Content-Type";
    }
    if ((ask.body || ask.late != nullptr) && !has_type) views.push_back({"Content-Type", "application/json"});
    return views;
}

http::Request request_of(const Ask& ask, std::span<const http::Header> headers) {
    const std::string_view target{ask.target};
    const auto question = target.find('?');
    return {.method = method_of(ask.method),
            .method_name = ask.method,
            .target = target,
            .path = target.substr(0, question),
            .query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1),
            .headers = headers,
            .body = ask.body ? std::string_view{*ask.body} : std::string_view{},
            .from = ask.from,
            .has_body = ask.body || ask.late != nullptr,
            .awaits_body = ask.late != nullptr,
            .client = ask.late};
}

/// Adds the fields of a block, which stands in front of the others.
void add_head_block(Answer& answer, std::string_view block) {
    while (!block.empty()) {
        const auto line = block.substr(0, block.find("\r\n"));
        const auto colon = line.find(": ");
        answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        block.remove_prefix(std::min(block.size(), line.size() + 2));
    }
}

Answer answer_of(const http::Response& response) {
    Answer answer{response.status, std::string{response.content()}, std::string{response.content_type}};
    answer.shared_body = response.shared_body;
    answer.owner = response.owner;
    add_head_block(answer, response.head_block);
    for (const auto& [name, value] : response.headers) answer.headers.emplace_back(name, value);
    return answer;
}

base::Task<http::Response> response_to(Gate& gate, const http::Request& request) {
    auto given = gate.handle(request);
    if (auto* task = std::get_if<base::Task<http::Response>>(&given)) co_return co_await std::move(*task);
    co_return std::get<http::Response>(std::move(given));
}

base::Task<void> answer_into(Gate& gate, const Ask& ask, Answer& answer) {
    const auto headers = header_views(ask);
    auto request = request_of(ask, headers);
    if (ask.late != nullptr) ask.late->request = &request;
    answer = answer_of(co_await response_to(gate, request));
}

base::Task<void> stream_into(Gate& gate, const Ask& ask, StreamAnswer& answer) {
    std::unique_ptr<http::Upgrade> upgrade;
    {
        const auto headers = header_views(ask);
        const auto request = request_of(ask, headers);
        auto response = co_await response_to(gate, request);
        answer.handshake = answer_of(response);
        upgrade = std::move(response.upgrade);
    }
    if (upgrade) co_await upgrade->run(answer.socket);
    answer.is_over = true;
}

}  // namespace

Ask Ask::with(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

Ask get(std::string_view path) {
    return {.method = "GET", .target = std::string{base_path}.append(path)};
}

Ask post(std::string_view path, std::string body) {
    return {.method = "POST", .target = std::string{base_path}.append(path), .body = std::move(body)};
}

Ask delete_of(std::string_view path) {
    return {.method = "DELETE", .target = std::string{base_path}.append(path)};
}

std::optional<std::string> Answer::header(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [sent, value] : headers) {
        if (!http::same_ignoring_case(sent, name)) continue;
        EXPECT_FALSE(found) << name << " is sent twice";
        found = value;
    }
    return found;
}

std::string Answer::at(std::string_view pointer) const {
    simdjson::dom::parser parser;
    simdjson::dom::element found;
    const simdjson::padded_string text{body};
    if (parser.parse(text).at_pointer(pointer).get(found) != simdjson::SUCCESS) return "<none>";
    std::string_view plain;
    return found.get(plain) == simdjson::SUCCESS ? std::string{plain} : simdjson::minify(found);
}

base::Task<std::expected<void, http::Refusal>> LateClient::receive_body(std::size_t owner) {
    owners.push_back(owner);
    if (meanwhile) meanwhile();
    if (refusal) co_return std::unexpected(*refusal);
    request->body = body;
    request->awaits_body = false;
    co_return std::expected<void, http::Refusal>{};
}

ApiWorker::ApiWorker(ApiState& state, boost::asio::io_context& io, solana::Rpc& rpc)
    : state_(state),
      io_(io),
      chain_(rpc, indexer_, prices),
      compressed_source_(compressed_tokens, rpc, prices, {}, false),
      builder_({rpc, indexer_, compressed_tokens, prices, solana::known_position_programs()}, state.ticket_keys,
               state.clock, pace_, {}),
      refresher_({rpc, indexer_, compressed_tokens, prices, solana::known_position_programs()}, state.submissions,
                 state.store, state.ticket_keys, state.pauses, state.clock, pace_, base::Lamports{5'000'000}),
      reporter_(rpc, state.submissions, state.submission_changes, state.store, state.ticket_keys, state.clock),
      co_signing_(rpc, state.submission_changes, state.store, state.co_signer, state.clock),
      submitter_(rpc, state.submission_changes, state.store, state.ticket_keys, state.pauses, state.clock, co_signing_,
                 base::Lamports{5'000'000}),
      services_{.clock = state.clock,
                .store = state.store,
                .audit = state.trail,
                .metrics = state.metrics,
                .access = {.keys = state.keys,
                           .signing_keys = state.signing.keys(),
                           .sessions = state.sessions,
                           .proofs = state.proofs,
                           .possession = state.possession,
                           .token_settings = state.token_settings,
                           .announcer = state.announcer,
                           .lease = state.lease},
                .limits = {.tiers = state.tiers,
                           .rate = state.rate_limit,
                           .work = state.work_limit,
                           .quota = state.monthly_quota,
                           .failed_logins = state.failed_logins,
                           .challenges = state.challenges,
                           .page_mints = state.page_mints,
                           .idempotency = state.idempotency,
                           .streams = state.stream_slots,
                           .look_ups = state.look_up_slots},
                .assets = {.sources = {&chain_, &compressed_source_}, .lists = state.wallet_answers},
                .transactions = {.pauses = state.pauses,
                                 .submissions = state.submissions,
                                 .feed = state.submission_feed,
                                 .max_wait = state.submit_max_wait,
                                 .builder = builder_,
                                 .refresher = refresher_,
                                 .submitter = submitter_,
                                 .reporter = reporter_,
                                 .co_signer = state.co_signer,
                                 .sponsor_balances = state.sponsor_balances},
                .page = state.page,
                .hindrances = state.hindrances,
                .openapi = state.openapi,
                .check_store = [this]() -> base::Task<base::Result<void>> {
                    if (!state_.store_works) co_return base::fail(base::ErrorCode::overloaded, "disk full");
                    co_return base::Result<void>{};
                },
                .measure = [] {},
                .executor = io.get_executor(),
                .spawn =
                    [this](std::function<base::Task<void>()> task) {
                        boost::asio::co_spawn(io_.get_executor(), std::move(task), boost::asio::detached);
                    },
                .rpc = rpc,
                .streams = std::make_shared<OpenStreams>(io, state.sessions, state.lease, state.metrics),
                .readiness = std::make_shared<Readiness>(io.get_executor())},
      gate(services_) {
    compressed_tokens.failure = assets::IndexerFailure{assets::IndexerFailure::Reason::method_missing, {}};
}

base::Task<bool> FakeWebSocket::send(std::string text) {
    const bool has_reader = co_await room();
    if (!has_reader) co_return false;
    frames.push_back({200, std::move(text), {}});
    --room_for;
    co_return true;
}

base::Task<bool> FakeWebSocket::room() {
    while (room_for == 0 && !code) co_await changed_.wait();
    co_return !code;
}

void FakeWebSocket::end(std::string_view last, std::uint16_t with, std::string_view) {
    if (code) return;
    if (!last.empty()) frames.push_back({200, std::string{last}, {}});
    code = with;
    changed_.notify_all();
}

void FakeWebSocket::stop_stalling() {
    room_for = SIZE_MAX;
    changed_.notify_all();
}

Ask stream_of(std::string_view path, std::string protocols) {
    auto ask = get(path)
                   .with("Connection", "keep-alive, Upgrade")
                   .with("Upgrade", "websocket")
                   .with("Sec-WebSocket-Version", "13")
                   .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    if (!protocols.empty()) ask = std::move(ask).with("Sec-WebSocket-Protocol", std::move(protocols));
    return ask;
}

Answer ApiWorker::ask(const Ask& ask) {
    return ask_all({ask}).front();
}

std::vector<Answer> ApiWorker::ask_all(const std::vector<Ask>& asks) {
    std::vector<Answer> answers(asks.size());
    std::size_t answered = 0;
    for (std::size_t i = 0; i < asks.size(); ++i) {
        boost::asio::co_spawn(
            io_.get_executor(), [&, i] { return answer_into(gate, asks[i], answers[i]); },
            [&answered](const std::exception_ptr& thrown) {
                ++answered;
                if (thrown) std::rethrow_exception(thrown);
            });
    }
    run_until([&] { return answered == asks.size(); });  // an open stream would keep it running
    io_.poll();
    return answers;
}

std::unique_ptr<StreamAnswer> ApiWorker::open(const Ask& ask) {
    auto answer = std::make_unique<StreamAnswer>(io_);
    boost::asio::co_spawn(
        io_.get_executor(), [this, ask, &answer = *answer] { return stream_into(gate, ask, answer); },
        [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
    return answer;
}

bool ApiWorker::run_until(const std::function<bool()>& reached) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    io_.restart();
    while (!reached() && std::chrono::steady_clock::now() < patience) {
        if (io_.run_one_until(patience) == 0) break;
    }
    return reached();
}

}  // namespace burner::api
