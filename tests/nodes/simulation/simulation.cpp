#include "simulation/simulation.hpp"

namespace burner::nodes::simulation {

namespace {

constexpr double run_seconds = 20;
constexpr std::chrono::seconds lease{1};  // short, so that a run sees many

}  // namespace

Simulation::Simulation(std::uint64_t seed, Variant variant)
    : chance_(seed), variant_(variant), terms_{.length = lease}, engine_(variant) {
    mood_ = {chance_.one_of(std::vector{0.01, 0.05, 0.2}), chance_.one_of(std::vector{0.01, 0.3}),
             chance_.one_of(std::vector{0.4, 1.2}), chance_.one_of(std::vector{0.1, 0.4})};
    const std::size_t count = 3 + seed % 3;
    for (std::size_t i = 0; i < count; ++i) {
        const double drift = 1 + chance_.one_of(std::vector{-0.99, 0.0, 0.99}) * base::clock_drift_per_mille / 1000;
        machines_.push_back({++boots_, DriftingClock{drift}, DriftingClock{drift}});
    }
    for (std::size_t i = 0; i < count; ++i) start(i, static_cast<int>(i));
}

const Judge& Simulation::run() {
    events_.after(0.3, [this] { use_again_and_again(); });
    events_.after(0.3, [this] { revoke_again_and_again(); });
    events_.after(1, [this] { fail_again_and_again(); });
    events_.after(1, [this] { disturb_a_clock(); });
    events_.run_until(run_seconds);
    return judge_;
}

base::LeaseTime Simulation::time_of(const Process& process) const {
    auto now = machines_[process.machine].now(events_.now());
    if (variant_ == Variant::one_clock) now.raw = now.boot;
    return now;
}

/// Runs work on a process: after its pause, and never once it is dead.
void Simulation::on(const ProcessPtr& process, std::function<void()> work) {
    if (process->is_dead) return;
    if (process->paused_until <= events_.now()) return work();
    events_.after(process->paused_until - events_.now() + 1e-6,
                  [=, this, work = std::move(work)] { on(process, work); });
}

/// Most messages take some tenths of a millisecond; a few are seconds late.
double Simulation::message_delay() {
    return chance_.wait(0.0003) + (chance_.happens(mood_.late_messages) ? chance_.wait(0.7) : 0);
}

ProcessPtr Simulation::random_process() {
    const auto& process = chance_.one_of(processes_);
    return process->is_dead ? nullptr : process;
}

/// Starts a process, unless another one on that machine holds the lock on the directory.
void Simulation::start(std::size_t machine, int directory) {
    const HeldLock lock{machines_[machine].boot_id, directory};
    const auto holds_lock = [&](const ProcessPtr& process) { return !process->is_dead && process->lock == lock; };
    if (std::ranges::any_of(processes_, holds_lock)) return;
    auto watch_terms = terms_;
    if (variant_ == Variant::early_fence) watch_terms.length = terms_.length / 2;
    processes_.push_back(std::make_shared<Process>(next_id_++, machine, lock, terms_, watch_terms));
    processes_.back()->paused_until = machines_[machine].suspended_until;
    on(processes_.back(), [this, process = processes_.back()] { step(process); });
}

}  // namespace burner::nodes::simulation
