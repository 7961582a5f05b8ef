#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "simulation/events.hpp"
#include "simulation/judge.hpp"
#include "simulation/process.hpp"
#include "simulation/variant.hpp"

namespace burner::nodes::simulation {

/// How much goes wrong in a run, and of what.
struct Mood {
    double late_messages;
    double lost_rings;
    double seconds_between_faults;
    double seconds_between_revokes;
};

/// One run: nodes on machines with drifting clocks, one engine, clients that use and revoke tokens, and faults. Real
/// time is the simulation's own, which no node sees.
class Simulation {
  public:
    Simulation(std::uint64_t seed, Variant variant);

    const Judge& run();
    int engine_losses() const { return engine_losses_; }
    int fenced() const { return fenced_; }

  private:
    // ---- the world (simulation.cpp) ----
    base::LeaseTime time_of(const Process& process) const;
    void on(const ProcessPtr& process, std::function<void()> work);
    double message_delay();
    template <class Answer>
    void ask(const ProcessPtr& process, std::function<Answer(Engine&)> work,
             std::function<void(std::optional<Answer>)> done);
    /// Asks over the connection of the feed thread, which ends with its engine.
    template <class Answer>
    void ask_by_feed(const ProcessPtr& process, std::function<Answer(Engine&)> work,
                     std::function<void(std::optional<Answer>)> done);
    ProcessPtr random_process();
    void start(std::size_t machine, int directory);

    // ---- a node's feed thread (feed_thread.cpp) ----
    void step(const ProcessPtr& process);
    void rest(const ProcessPtr& process);
    void join(const ProcessPtr& process);
    void restore(const ProcessPtr& process);
    void load(const ProcessPtr& process);
    void renew(const ProcessPtr& process);
    void read(const ProcessPtr& process);
    void acknowledge(const ProcessPtr& process);
    void fence_the_dead(const ProcessPtr& process);
    using Told = void (Membership::*)(const std::optional<FeedHead>&, base::LeaseTime);
    void take(const ProcessPtr& process, const std::optional<Engine::Page>& page, Told told);
    void apply(const ProcessPtr& process, const Engine::Page& page);
    void failed(const ProcessPtr& process);
    void go_on(const ProcessPtr& process);

    // ---- clients (clients.cpp) ----
    void use_again_and_again();
    void try_everywhere(Token token);
    enum class Coverage { none, pending, final };
    struct Found {
        Coverage coverage;
        bool is_forgotten;  ///< the process knew it once
        bool counts;        ///< something is promised of it
        int engine_losses;  ///< up to then
    };
    void use(const ProcessPtr& process, Token token, double began);
    void stop_a_little(const ProcessPtr& process, std::function<void()> then);
    Found look_up(const Process& process, Token token) const;
    void answer_use(const ProcessPtr& process, Token token, double began, const Found& found);
    void revoke_again_and_again();
    void revoke_soon();
    void revoke_somewhere();
    void revoke(const ProcessPtr& process, Token token, bool is_command);
    struct Revoke;
    void wait_for_all(const std::shared_ptr<Revoke>& revoke);
    void answer(const Revoke& revoke);
    void ring();

    // ---- faults (faults.cpp) ----
    void fail_again_and_again();
    void fail(const ProcessPtr& process, double seconds);
    void cut_off_somebody();
    void disturb_a_clock();
    void lose_the_latest(bool is_noticed);

    Events events_;
    Chance chance_;
    Variant variant_;
    LeaseTerms terms_;
    Engine engine_;
    std::uint64_t engine_number_ = 1;  ///< another one after each fail-over or restart: connections end
    double engine_away_until_ = 0;
    bool losing_ = false;
    std::vector<Machine> machines_;
    std::vector<ProcessPtr> processes_;
    int next_id_ = 1;
    Token next_token_ = 1;
    std::vector<Token> revoked_lately_;
    Judge judge_;
    int engine_losses_ = 0;
    int engine_losses_at_ = 0;  ///< the first start of the engine without what was lost last
    Mood mood_;
    int fenced_ = 0;
    int boots_ = 0;
};

template <class Answer>
void Simulation::ask(const ProcessPtr& process, std::function<Answer(Engine&)> work,
                     std::function<void(std::optional<Answer>)> done) {
    const auto is_decided = std::make_shared<bool>(false);
    const auto decide = [is_decided, done = std::move(done)](std::optional<Answer> answer) {
        if (!std::exchange(*is_decided, true)) done(std::move(answer));
    };
    const auto is_reachable = [this, process, number = engine_number_] {
        return number == engine_number_ && events_.now() >= engine_away_until_ && events_.now() >= process->cut_until;
    };
    events_.after(message_delay(), [=, this, work = std::move(work)] {
        if (!is_reachable()) return;
        auto answer = work(engine_);
        events_.after(message_delay(), [=, this, answer = std::move(answer)] {
            if (is_reachable()) on(process, [=] { decide(answer); });
        });
    });
    const double deadline = 0.6 * std::chrono::duration<double>(terms_.length).count();
    events_.after(deadline, [=, this] { on(process, [=] { decide(std::nullopt); }); });
}

template <class Answer>
void Simulation::ask_by_feed(const ProcessPtr& process, std::function<Answer(Engine&)> work,
                             std::function<void(std::optional<Answer>)> done) {
    if (process->connected_to == engine_number_) return ask<Answer>(process, std::move(work), std::move(done));
    events_.after(message_delay(),
                  [this, process, done = std::move(done)] { on(process, [done] { done(std::nullopt); }); });
}

}  // namespace burner::nodes::simulation
