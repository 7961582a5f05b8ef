#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "nodes/duty_store.hpp"

namespace burner::storage {

/// A table of duties in memory, for tests, whose clock is the caller's. Any thread.
class MemoryDutyStore final : public nodes::DutyStore {
  public:
    using Now = std::function<std::chrono::milliseconds()>;

    explicit MemoryDutyStore(Now now) : now_(std::move(now)) {}

    base::Result<std::vector<std::string>> claim(const nodes::DutyClaim& claim) override {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> held;
        for (const std::string& name : claim.give_up) {
            if (duties_[name].owner == claim.owner) duties_[name] = {};
        }
        for (const std::string& name : claim.keep) {
            if (duties_[name].owner == claim.owner && take(name, claim.owner)) held.push_back(name);
        }
        std::size_t taken = 0;
        for (const std::string& name : claim.shards) {
            if (taken == claim.max_shards) break;
            if (!take(name, claim.owner)) continue;
            held.push_back(name);
            ++taken;
        }
        for (const std::string& name : claim.singles) {
            if (take(name, claim.owner)) held.push_back(name);
        }
        return held;
    }
    base::Result<void> release(std::string_view owner) override {
        const std::lock_guard lock(mutex_);
        for (auto& [name, duty] : duties_) {
            if (duty.owner == owner) duty = {};
        }
        return {};
    }

  private:
    struct Duty {
        std::string owner;
        std::chrono::milliseconds until{0};
    };

    bool take(const std::string& name, const std::string& owner) {
        Duty& duty = duties_[name];
        if (duty.owner != owner && now_() < duty.until) return false;
        duty = {owner, now_() + nodes::duty_lease};
        return true;
    }

    Now now_;
    std::mutex mutex_;
    std::map<std::string, Duty> duties_;
};

}  // namespace burner::storage
