#include "simulation/simulation.hpp"

namespace burner::nodes::simulation {

namespace {

/// Returns the id of the row under which a process joins.
int row_of(Variant variant, const Process& process, int& next_id) {
    return variant == Variant::row_of_directory ? -1 - process.lock.directory : next_id++;
}

}  // namespace

void Simulation::step(const ProcessPtr& process) {
    if (process->is_busy || process->is_dead) return;
    const auto now = time_of(*process);
    process->finality.pass_time(now);
    if (std::exchange(process->has_rung, false)) process->membership.rang();
    switch (process->membership.next(now)) {
        case Membership::Step::join: return join(process);
        case Membership::Step::restore: return restore(process);
        case Membership::Step::load: return load(process);
        case Membership::Step::renew: return renew(process);
        case Membership::Step::read: return read(process);
        case Membership::Step::acknowledge: return acknowledge(process);
        case Membership::Step::rest: return rest(process);
    }
}

/// Rests until the next step is due, or a ring wakes it, but never long: what is final by itself must be noticed.
void Simulation::rest(const ProcessPtr& process) {
    const double due = std::chrono::duration<double>(process->membership.rest(time_of(*process))).count();
    process->is_asleep = true;
    events_.after(std::clamp(due, 1e-4, 0.1), [this, process, rest = ++process->rest] {
        on(process, [=, this] {
            if (rest != process->rest || !std::exchange(process->is_asleep, false)) return;
            step(process);
        });
    });
}

void Simulation::go_on(const ProcessPtr& process) {
    process->is_busy = false;
    step(process);
}

void Simulation::failed(const ProcessPtr& process) {
    process->membership.failed(time_of(*process));
    process->watch.forget();
    process->connected_to = engine_number_;
    go_on(process);
}

void Simulation::join(const ProcessPtr& process) {
    process->is_busy = true;
    process->former = std::exchange(process->id, row_of(variant_, *process, next_id_));
    process->watch = FenceWatch{fmt::to_string(process->id), process->watch_terms};
    if (variant_ == Variant::row_of_directory) process->former.reset();
    ask_by_feed<bool>(
        process,
        [id = process->id, lock = process->lock, former = process->former](Engine& engine) {
            engine.join(id, lock, former);
            return true;
        },
        [=, this](const std::optional<bool>& is_done) {
            if (!is_done) return failed(process);
            process->membership.joined();
            go_on(process);
        });
}

void Simulation::restore(const ProcessPtr& process) {
    process->is_busy = true;
    const auto places = process->membership.history().places();
    ask_by_feed<FeedPosition>(
        process,
        [this, history = std::vector<FeedPosition>{places.begin(), places.end()}, memory = process->memory,
         mark = chance_.mark()](Engine& engine) {
            return variant_ == Variant::no_restore ? FeedPosition{} : engine.restore(history, memory, mark);
        },
        [=, this](const std::optional<FeedPosition>& position) {
            if (!position) return failed(process);
            process->membership.restored(*position);
            go_on(process);
        });
}

void Simulation::load(const ProcessPtr& process) {
    process->is_busy = true;
    ask_by_feed<std::optional<Engine::Page>>(
        process, [restored = process->membership.must_contain()](Engine& engine) { return engine.load(restored); },
        [=, this](const std::optional<std::optional<Engine::Page>>& page) {
            if (!page) return failed(process);
            if (*page) process->memory.clear();
            take(process, *page, &Membership::loaded);
        });
}

void Simulation::renew(const ProcessPtr& process) {
    process->is_busy = true;
    const auto asked = time_of(*process);
    ask_by_feed<std::optional<Renewal>>(
        process,
        [id = process->id, applied = process->membership.applied()](Engine& engine) {
            return engine.renew(id, applied);
        },
        [=, this, number = engine_.starts()](const std::optional<std::optional<Renewal>>& answer) {
            if (!answer) return failed(process);
            const bool counts_from_answer = variant_ == Variant::lease_from_answer;
            if (variant_ == Variant::lease_before_apply && *answer) process->lease.extend(asked + terms_.length);
            const auto finals = process->finality.watermark();
            process->membership.renewed(counts_from_answer ? time_of(*process) : asked, *answer);
            if (!*answer && variant_ == Variant::kept_finals) process->kept_finals = finals;
            if (!*answer) return go_on(process);
            process->engine_seen = number;
            fence_the_dead(process);
        });
}

void Simulation::fence_the_dead(const ProcessPtr& process) {
    ask_by_feed<LiveNodes>(
        process, [](Engine& engine) { return engine.live(); },
        [=, this](const std::optional<LiveNodes>& nodes) {
            if (!nodes) return failed(process);
            for (const auto& dead : process->watch.look(*nodes, time_of(*process))) {
                ++fenced_;
                ask<bool>(
                    process,
                    [this, dead](Engine& engine) {
                        revoke_soon();
                        engine.fence(std::stoi(dead.id), dead.renewals);
                        return true;
                    },
                    [](const std::optional<bool>&) {});
            }
            go_on(process);
        });
}

void Simulation::read(const ProcessPtr& process) {
    process->is_busy = true;
    ask_by_feed<std::optional<Engine::Page>>(
        process, [applied = process->membership.applied()](Engine& engine) { return engine.read(applied); },
        [=, this](const std::optional<std::optional<Engine::Page>>& page) {
            if (!page) return failed(process);
            take(process, *page, &Membership::read);
        });
}

void Simulation::acknowledge(const ProcessPtr& process) {
    process->is_busy = true;
    ask_by_feed<bool>(
        process,
        [id = process->id, applied = process->membership.applied()](Engine& engine) {
            return engine.acknowledge(id, applied);
        },
        [=, this](const std::optional<bool>& is_member) {
            if (!is_member) return failed(process);
            process->membership.acknowledged(*is_member);
            go_on(process);
        });
}

/// Applies what was read, if the engine had it, and tells the membership.
void Simulation::take(const ProcessPtr& process, const std::optional<Engine::Page>& page, Told told) {
    std::optional<FeedHead> head;
    if (page) {
        apply(process, *page);
        head = page->head;
        for (const auto& entry : page->entries) head->passed.push_back(entry.position);
    }
    (process->membership.*told)(head, time_of(*process));
    go_on(process);
}

void Simulation::apply(const ProcessPtr& process, const Engine::Page& page) {
    for (const auto& entry : page.entries) {
        if (!entry.revoked) continue;
        process->memory.try_emplace(*entry.revoked, entry.position.number);
        process->ever_known.insert(*entry.revoked);
    }
}

}  // namespace burner::nodes::simulation
