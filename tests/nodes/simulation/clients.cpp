#include "simulation/simulation.hpp"

namespace burner::nodes::simulation {

namespace {

constexpr double seconds_between_uses = 1.0 / 40;

}  // namespace

/// Uses tokens that were revoked lately more than others: they are where mistakes show.
void Simulation::use_again_and_again() {
    events_.after(chance_.wait(seconds_between_uses), [this] { use_again_and_again(); });
    const auto process = random_process();
    if (!process) return;
    const bool is_recent = !revoked_lately_.empty() && chance_.happens(0.8);
    const std::size_t latest = std::min<std::size_t>(revoked_lately_.size(), 12);
    const Token token = is_recent ? revoked_lately_[revoked_lately_.size() - 1 - chance_.below(latest)] : next_token_;
    events_.after(message_delay(), [this, process, token, began = events_.now()] {
        on(process, [=, this] { use(process, token, began); });
    });
}

/// Tries a token on every node, soon after something was promised of it: that is when a mistake shows.
void Simulation::try_everywhere(Token token) {
    for (const auto& process : processes_) {
        for (const double delay : {0.0002, 0.002, 0.01, 0.03}) {
            events_.after(delay, [=, this] {
                on(process, [=, this, began = events_.now() - 1e-9] { use(process, token, began); });
            });
        }
    }
}

/// Answers a use: the lease, the memory, and the clock, between which the thread may be stopped.
void Simulation::use(const ProcessPtr& process, Token token, double began) {
    stop_a_little(process, [=, this, hold = process->lease.take()] {
        const auto found = look_up(*process, token);
        stop_a_little(process, [=, this] {
            const auto counted = variant_ == Variant::lease_checked_last ? process->lease.take() : hold;
            const bool is_valid = variant_ == Variant::no_lease || counted.is_valid_at(time_of(*process));
            is_valid ? answer_use(process, token, began, found) : judge_.unsure();
        });
    });
}

void Simulation::stop_a_little(const ProcessPtr& process, std::function<void()> then) {
    if (chance_.happens(0.9)) return then();
    events_.after(chance_.wait(0.02), [=, this, then = std::move(then)] { on(process, then); });
}

Simulation::Found Simulation::look_up(const Process& process, Token token) const {
    // A node that has yet to find out that the engine went back speaks of the engine before.
    const bool is_of_this_engine = process.engine_seen >= engine_losses_at_;
    const bool has_row = engine_.has_row(process.id);
    const auto known = process.memory.find(token);
    if (known == process.memory.end())
        return {Coverage::none, process.ever_known.contains(token), has_row, engine_losses_};
    const bool is_final = variant_ == Variant::no_pending || process.finality.is_final(known->second) ||
                          known->second <= process.kept_finals;
    return {is_final ? Coverage::final : Coverage::pending, false, has_row && is_of_this_engine, engine_losses_};
}

void Simulation::answer_use(const ProcessPtr& process, Token token, double began, const Found& found) {
    if (found.coverage == Coverage::pending) return judge_.unsure();
    if (found.is_forgotten) judge_.accepted_what_it_knew();
    if (!found.counts || found.engine_losses != engine_losses_ || !engine_.has_row(process->id)) return;
    if (found.coverage == Coverage::none) return judge_.accepted(token, began);
    if (judge_.refused(token, events_.now())) try_everywhere(token);
}

void Simulation::revoke_again_and_again() {
    events_.after(chance_.wait(mood_.seconds_between_revokes), [this] { revoke_again_and_again(); });
    revoke_somewhere();
}

/// Revokes soon after something happened: that is when a mistake shows.
void Simulation::revoke_soon() {
    for (const double mean : {0.005, 0.05, 0.2}) events_.after(chance_.wait(mean), [this] { revoke_somewhere(); });
}

void Simulation::revoke_somewhere() {
    const auto process = random_process();
    if (!process) return;
    const bool again = !revoked_lately_.empty() && chance_.happens(0.2);
    const Token token = again ? chance_.one_of(revoked_lately_) : next_token_++;
    revoked_lately_.push_back(token);
    const bool is_command = chance_.happens(0.2);
    events_.after(message_delay(), [=, this] { on(process, [=, this] { revoke(process, token, is_command); }); });
}

struct Simulation::Revoke {
    ProcessPtr process;
    Token token;
    FeedPosition position;
    double committed;  ///< when, in real time
    Announcement announcement;
    bool is_answered = false;
};

/// Commits a revocation. A command needs no lease, as it answers no request.
void Simulation::revoke(const ProcessPtr& process, Token token, bool is_command) {
    if (!is_command && !process->lease.take().is_valid_at(time_of(*process))) return;
    ask<FeedPosition>(
        process,
        [this, token, mark = chance_.mark()](Engine& engine) {
            const bool is_early = variant_ == Variant::numbers_before_commit && chance_.happens(0.2);
            const auto position = is_early ? engine.draw_number(mark) : engine.revoke(token, mark);
            if (is_early)
                events_.after(chance_.wait(0.002), [this, position, token] { engine_.commit(position, token); });
            if (chance_.happens(0.1)) cut_off_somebody();
            ring();
            return position;
        },
        [=, this](const std::optional<FeedPosition>& position) {
            if (!position) return;  // unknown: answered with 503
            auto terms = terms_;
            if (variant_ == Variant::no_drift) terms.length -= terms.wait() - terms.length;
            Revoke revoke{process, token, *position, events_.now(), Announcement{time_of(*process), terms}};
            wait_for_all(std::make_shared<Revoke>(std::move(revoke)));
        });
}

void Simulation::wait_for_all(const std::shared_ptr<Revoke>& revoke) {
    const auto& process = revoke->process;
    if (revoke->is_answered) return;
    const auto now = time_of(*process);
    const auto next = variant_ == Variant::no_wait ? Announcement::Step::done : revoke->announcement.next(now);
    if (next == Announcement::Step::done) return answer(*revoke);
    if (next == Announcement::Step::pause) {
        const double pause = std::chrono::duration<double>(revoke->announcement.pause(now)).count();
        events_.after(pause, [=, this] { on(process, [=, this] { wait_for_all(revoke); }); });
        return;
    }
    ask<Acknowledged>(
        process, [position = revoke->position](Engine& engine) { return engine.acknowledged(position); },
        [=, this](const std::optional<Acknowledged>& acknowledged) {
            if (acknowledged == Acknowledged::lost) return;  // answered with 503
            revoke->announcement.answered(acknowledged == Acknowledged::all);
            wait_for_all(revoke);
        });
}

void Simulation::answer(const Revoke& revoke) {
    const double bound = 1.2 * std::chrono::duration<double>(terms_.wait()).count() + 0.65;
    const bool was_disturbed = revoke.process->paused_until > revoke.committed;
    // Of a change that was lost while its revoke waited, nothing is promised.
    if (engine_.acknowledged(revoke.position) != Acknowledged::lost)
        judge_.answered(revoke.token, events_.now(), was_disturbed ? 0 : events_.now() - revoke.committed, bound);
    try_everywhere(revoke.token);
    ask<bool>(
        revoke.process,
        [this, position = revoke.position](Engine& engine) {
            if (!engine.raise_finals(position)) return false;
            for (const auto& process : processes_) {
                if (process->connected_to != engine_number_ || process->cut_until > events_.now()) continue;
                events_.after(message_delay(), [=, this] {
                    on(process, [=, this] {
                        variant_ == Variant::final_by_number ? process->finality.raise(position.number)
                                                             : process->membership.final(position);
                    });
                });
            }
            return true;
        },
        [](const std::optional<bool>&) {});
}

/// Rings all that are connected; some rings are lost.
void Simulation::ring() {
    for (const auto& process : processes_) {
        if (process->connected_to != engine_number_ || process->cut_until > events_.now() ||
            chance_.happens(mood_.lost_rings))
            continue;
        events_.after(message_delay(), [=, this] {
            on(process, [=, this] {
                process->has_rung = true;
                if (std::exchange(process->is_asleep, false)) step(process);
            });
        });
    }
}

}  // namespace burner::nodes::simulation
