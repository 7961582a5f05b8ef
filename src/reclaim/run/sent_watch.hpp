#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

#include "reclaim/options/options.hpp"
#include "reclaim/run/failure_rule.hpp"

namespace burner::reclaim {

/// A watch over what was sent, before more is signed: it waits until the first three transactions are decided before
/// the fourth is signed, the first ten before the eleventh, and so on after every ten. It waits no longer than a
/// transaction can land; what is undecided then stops nobody.
class SentWatch {
  public:
    SentWatch(burnandclaim::BurnerClient& client, std::string wallet, Sleep sleep)
        : client_(client), wallet_(std::move(wallet)), sleep_(std::move(sleep)) {}

    void add(const std::string& signature);

    /// Says why no more is signed; empty: go on. Throws what the client throws.
    std::string why_stop(const std::stop_token& stop_token);

  private:
    bool is_time_to_look() const;
    bool look(const std::stop_token& stop_token);

    burnandclaim::BurnerClient& client_;
    std::string wallet_;
    Sleep sleep_;
    FailureRule rule_;
    std::vector<std::string> open_;  ///< signatures, the oldest first
    std::size_t sent_ = 0;
};

}  // namespace burner::reclaim
