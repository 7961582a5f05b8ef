#include "limits/credit_simulation.hpp"

#include <algorithm>
#include <utility>

namespace burner::limits {

namespace {

using std::chrono::milliseconds;

CreditRules simulated_rules() {
    return {.window = std::chrono::seconds{60}, .patience = milliseconds{100}, .max_ahead = [](std::uint64_t limit) {
                return limit;
            }};
}

}  // namespace

base::LeaseTime CreditSimulation::Clock::now() const {
    const std::chrono::nanoseconds time{std::llround(static_cast<double>(now_.count()) * 1'000 * rate_)};
    return {time, time};
}

CreditSimulation::Node::Node(std::string name, const Time& now, double rate)
    : id(std::move(name)), clock(now, rate), credits(simulated_rules(), clock) {}

CreditSimulation::CreditSimulation(const SimulationSettings& settings)
    : settings_(settings), random_(settings.seed), store_([this] { return std::chrono::floor<milliseconds>(now_); }) {
    store_.ignores_periods = settings.fault == Fault::any_window_counts;
    for (std::size_t i = 0; i < settings.nodes; ++i) {
        const double rate = between(1 - settings.drift, 1 + settings.drift);
        nodes_.push_back(std::make_unique<Node>("node_" + std::to_string(i), now_, rate));
    }
    tell_live();
    poll_recalls();
}

void CreditSimulation::tell_live() {
    std::vector<std::string> live;
    for (const auto& node : nodes_) {
        if (node->is_alive) live.push_back(node->id);
    }
    for (const auto& node : nodes_) node->credits.set_nodes(node->id, live);
}

void CreditSimulation::at(Time time, std::function<void()> event) {
    events_.push({time, order_++, std::move(event)});
}

CreditSimulation::Time CreditSimulation::way() {
    return Time{static_cast<std::int64_t>(between(200, static_cast<double>(settings_.longest_way.count())))};
}

void CreditSimulation::request(Time time, std::size_t node) {
    last_request_ = std::max(last_request_, time);
    at(time, [this, node] { arrive(node); });
}

void CreditSimulation::request_anywhere(Time time) {
    last_request_ = std::max(last_request_, time);
    at(time, [this] {
        std::vector<std::size_t> live;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i]->is_alive) live.push_back(i);
        }
        arrive(live[random_() % live.size()]);
    });
}

void CreditSimulation::kill(std::size_t node) {
    nodes_[node]->is_alive = false;
    tell_live();
}

void CreditSimulation::run() {
    while (!events_.empty()) {
        const Event event = events_.top();
        events_.pop();
        now_ = event.time;
        event.run();
    }
}

/// As a node does it: a request that is not decided waits, and asks again as one that waits.
void CreditSimulation::arrive(std::size_t node) {
    Node& here = *nodes_[node];
    ++requests;
    const Time since = now_;
    if (!decided(node, here.credits.use(use()), since)) {
        ++waited;
        here.credits.wait(use());
        wait_on(node, {since, since + simulated_rules().patience});
    }
    exchange(node);
}

/// Decides about one that waits, or lets it wait on.
void CreditSimulation::wait_on(std::size_t node, const Waiter& waiter) {
    Node& here = *nodes_[node];
    const CreditAnswer answer = now_ < waiter.deadline ? here.credits.use(use()) : here.credits.give_up(use());
    if (decided(node, answer, waiter.since)) return here.credits.leave(use());
    here.waiters.push_back(waiter);
    look_at(node, std::min(waiter.deadline, now_ + Time{answer.retry_after}));
}

bool CreditSimulation::decided(std::size_t node, const CreditAnswer& answer, Time since) {
    if (answer.verdict == CreditVerdict::undecided) return false;
    longest_wait = std::max(longest_wait, now_ - since);
    if (answer.verdict == CreditVerdict::admitted) {
        ++admitted;
        if (nodes_[node]->held > 0) --nodes_[node]->held;
        const PeriodId window = store_.open("key_1");
        if (window == any_period) ++admitted_outside;
        ++admitted_in[window];
    } else {
        ++refused;
        refusals.push_back(answer);
    }
    return true;
}

/// Lets those who wait look again, in the order in which they came.
void CreditSimulation::look(std::size_t node) {
    Node& here = *nodes_[node];
    if (!here.is_alive) return;
    for (std::size_t count = here.waiters.size(); count > 0; --count) {
        const Waiter waiter = here.waiters.front();
        here.waiters.pop_front();
        wait_on(node, waiter);
    }
    exchange(node);
}

void CreditSimulation::look_at(std::size_t node, Time time) {
    Node& here = *nodes_[node];
    if (here.looks_at > now_ && here.looks_at <= time) return;
    here.looks_at = time;
    at(time, [this, node, time] {
        if (nodes_[node]->looks_at == time) look(node);
    });
}

void CreditSimulation::exchange(std::size_t node) {
    Node& here = *nodes_[node];
    if (here.is_exchanging || !here.is_alive || !here.credits.has_work()) return;
    here.is_exchanging = true;
    const auto batch = std::make_shared<CreditBatch>(here.credits.begin());
    rows += batch->asks.size();
    rows_back += batch->returns.size();
    at(now_ + way(), [this, node, batch] { reach_store(node, *batch); });
}

void CreditSimulation::reach_store(std::size_t node, const CreditBatch& batch) {
    Node& here = *nodes_[node];
    auto grants = std::make_shared<base::Result<std::vector<CreditGrant>>>(
        base::fail(base::ErrorCode::overloaded, "the store is away"));
    if (store_answers) {
        static_cast<void>(store_.give_back(batch.node, batch.returns));
        *grants = store_.take(batch.node, batch.asks);
        if (!batch.recalls.empty()) recall(node);
    }
    for (const CreditReturn& unspent : batch.returns) here.held -= std::min(here.held, unspent.amount);
    at(now_ + way(), [this, node, batch, grants] {
        Node& there = *nodes_[node];
        if (!there.is_alive) return;
        for (std::size_t i = 0; *grants && i < (*grants)->size(); ++i) there.held += (**grants)[i].granted;
        there.credits.finish(batch, *grants);
        there.is_exchanging = false;
        look(node);
    });
}

void CreditSimulation::recall(std::size_t from) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (i == from || between(0, 1) < settings_.lost_recalls) continue;
        at(now_ + way(), [this, i] { hear_recall(i); });
    }
}

void CreditSimulation::hear_recall(std::size_t node) {
    Node& here = *nodes_[node];
    if (settings_.fault == Fault::no_recall || !here.is_alive) return;
    if (settings_.fault == Fault::late_forgetting) {
        const std::vector<CreditReturn> unspent{{"key_1", store_.open("key_1"), here.held}};
        at(now_ + way(),
           [this, &here, unspent] { static_cast<void>(store_.give_back({here.id, nodes_.size()}, unspent)); });
        at(now_ + 2 * way(), [&here] { here.credits.recalled("key_1"); });
        return;
    }
    here.credits.recalled("key_1");
    exchange(node);
}

/// Once a second every node asks for what it may not have heard.
void CreditSimulation::poll_recalls() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (!store_answers) break;
        const auto keys = store_.recalled({nodes_[i]->id, nodes_.size()});
        if (!keys.value().empty()) at(now_ + way(), [this, i] { hear_recall(i); });
    }
    if (now_ > last_request_ && now_ > Time{0}) return;
    at(now_ + std::chrono::seconds{1}, [this] { poll_recalls(); });
}

}  // namespace burner::limits
