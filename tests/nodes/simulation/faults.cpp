#include "simulation/simulation.hpp"

namespace burner::nodes::simulation {

void Simulation::fail_again_and_again() {
    events_.after(chance_.wait(mood_.seconds_between_faults), [this] { fail_again_and_again(); });
    const auto process = random_process();
    if (!process) return;
    const double length = std::chrono::duration<double>(terms_.length).count();
    fail(process, length * chance_.one_of(std::vector{0.05, 0.3, 0.9, chance_.between(1, 1.4), 2.0}));
}

void Simulation::fail(const ProcessPtr& process, double seconds) {
    const double until = events_.now() + seconds;
    const auto machine = process->machine;
    switch (chance_.below(9)) {
        case 0: process->paused_until = std::max(process->paused_until, until); break;
        case 1: process->cut_until = until; break;
        case 2:  // dies, and is started again on the same machine, at once or later
            process->is_dead = true;
            events_.after(chance_.happens(0.5) ? 0.01 : seconds,
                          [=, this, directory = process->lock.directory] { start(machine, directory); });
            break;
        case 3:  // the machine restarts
            for (const auto& each : processes_) {
                if (each->machine != machine || each->is_dead) continue;
                each->is_dead = true;
                events_.after(seconds, [=, this, directory = each->lock.directory] { start(machine, directory); });
            }
            machines_[machine].boot_id = ++boots_;
            break;
        case 4: engine_away_until_ = until; break;
        case 5:  // the engine restarts with all that it had
            ++engine_number_;
            engine_.restart();
            engine_away_until_ = events_.now() + 0.2;
            break;
        case 6: lose_the_latest(true); break;
        case 8: lose_the_latest(false); break;
        case 7: {  // the same data directory, or a copy, started on another machine as well
            const auto other = (machine + 1) % machines_.size();
            if (processes_.size() < 24) start(other, process->lock.directory);
            revoke_soon();
            break;
        }
    }
}

/// Promotes a standby that is a little behind. Behind a pooler no connection need break.
void Simulation::lose_the_latest(bool is_noticed) {
    if (std::exchange(losing_, true)) return;
    const double behind = chance_.one_of(std::vector{0.01, 0.1, 0.5});
    events_.after(behind, [this, is_noticed, standby = engine_] {
        for (const Token token : revoked_lately_) {
            if (engine_.has_revoked(token) && !standby.has_revoked(token)) judge_.lost(token);
        }
        const int starts = engine_.starts();
        engine_ = standby;
        while (engine_.starts() <= starts) engine_.restart();
        engine_losses_at_ = engine_.starts();
        if (is_noticed) ++engine_number_;
        revoke_soon();
        ++engine_losses_;
        losing_ = false;
    });
}

/// Cuts a node off for longer than its lease.
void Simulation::cut_off_somebody() {
    if (const auto process = random_process())
        process->cut_until = events_.now() + 2 * std::chrono::duration<double>(terms_.length).count();
}

/// Slews one of a machine's clocks by 10 %, or suspends the machine. The other clock of the machine is left alone for
/// longer than a lease.
void Simulation::disturb_a_clock() {
    events_.after(chance_.wait(0.7), [this] { disturb_a_clock(); });
    const auto which = chance_.below(machines_.size());
    Machine& machine = machines_[which];
    if (events_.now() < machine.undisturbed_at) return;
    const double seconds = chance_.between(0.5, 3);
    machine.undisturbed_at = events_.now() + seconds + 2 * std::chrono::duration<double>(terms_.wait()).count();
    const auto kind = chance_.below(3);
    DriftingClock& clock = kind == 0 ? machine.boot : machine.raw;
    if (kind == 2) {
        machine.suspended_until = events_.now() + seconds;
        for (const auto& process : processes_) {
            if (process->machine == which)
                process->paused_until = std::max(process->paused_until, machine.suspended_until);
        }
    }
    clock.run_at(events_.now(), kind == 2 ? 0 : chance_.happens(0.5) ? 0.9 : 1.1);
    events_.after(seconds, [this, which, kind] {
        (kind == 0 ? machines_[which].boot : machines_[which].raw).run_at(events_.now(), 1);
    });
}

}  // namespace burner::nodes::simulation
