#include "transactions/pause.hpp"

namespace burner::transactions {

bool covers(const Pause& pause, std::string_view project, const Selection& item) {
    return (pause.project.empty() || pause.project == project) && (!pause.type || *pause.type == item.type) &&
           (!pause.burns_only || item.action == assets::Action::burn);
}

std::string to_words(const Pause& pause) {
    if (!pause.type) return pause.burns_only ? "burns" : "everything";
    const std::string type{assets::to_text(*pause.type)};
    return pause.burns_only ? "burns of " + type : type;
}

}  // namespace burner::transactions
