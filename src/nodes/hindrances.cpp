#include "nodes/hindrances.hpp"

#include <utility>

namespace burner::nodes {

bool Hindrances::set(Of what, std::string words) {
    const std::lock_guard lock(mutex_);
    std::string& said = words_[what];
    if (said == words) return false;
    said = std::move(words);
    return true;
}

std::vector<std::string> Hindrances::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const auto& [what, words] : words_) {
        if (!words.empty()) all.push_back(words);
    }
    return all;
}

}  // namespace burner::nodes
