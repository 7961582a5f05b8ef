#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "simulation/engine.hpp"

namespace burner::nodes::simulation {

/// What clients saw, in real time, and what of it must not have happened.
class Judge {
  public:
    void accepted(Token token, double began) {
        ++accepted_;
        if (at_or_never(answered_, token) < began) ++worked_after_answer_;
        if (at_or_never(refused_, token) < began) ++worked_after_refusal_;
    }
    void accepted_what_it_knew() { ++forgotten_; }
    /// Returns whether it is the first time.
    bool refused(Token token, double now) {
        ++refusals_;
        return refused_.try_emplace(token, now).second;
    }
    void unsure() { ++unsure_; }
    void answered(Token token, double now, double took, double bound) {
        ++answers_;
        longest_ = std::max(longest_, took);
        if (took > bound) ++late_answers_;
        answered_[token] = std::min(at_or_never(answered_, token), now);
    }
    /// Takes note that the engine went back and has lost this token's revocation: what was said of it is no longer
    /// promised.
    void lost(Token token) {
        answered_.erase(token);
        refused_.erase(token);
    }

    int violations() const { return worked_after_answer_ + worked_after_refusal_ + forgotten_ + late_answers_; }
    int worked_after_answer() const { return worked_after_answer_; }
    int worked_after_refusal() const { return worked_after_refusal_; }
    int forgotten() const { return forgotten_; }
    int late_answers() const { return late_answers_; }
    int answers() const { return answers_; }
    int accepted_count() const { return accepted_; }
    int refusals() const { return refusals_; }
    int unsure_count() const { return unsure_; }
    double longest() const { return longest_; }
    const std::map<Token, double>& answered_tokens() const { return answered_; }

  private:
    static double at_or_never(const std::map<Token, double>& times, Token token) {
        const auto found = times.find(token);
        return found == times.end() ? std::numeric_limits<double>::infinity() : found->second;
    }

    std::map<Token, double> answered_;  ///< when the first answer of a revoke was sent
    std::map<Token, double> refused_;   ///< when it was refused for good first
    int worked_after_answer_ = 0;
    int worked_after_refusal_ = 0;
    int forgotten_ = 0;
    int late_answers_ = 0;
    int answers_ = 0;
    int accepted_ = 0;
    int refusals_ = 0;
    int unsure_ = 0;
    double longest_ = 0;
};

}  // namespace burner::nodes::simulation
