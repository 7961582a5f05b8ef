#include "app/doctor/examine.hpp"

#include <algorithm>

#include "app/doctor/check_chain.hpp"
#include "app/doctor/check_directory.hpp"
#include "app/doctor/check_indexers.hpp"
#include "app/doctor/check_machine.hpp"
#include "app/doctor/check_storage.hpp"

namespace burner::app {

Severity examine(const Settings& settings, const std::function<void(const Finding&)>& tell) {
    auto worst = Severity::ok;
    const auto tell_all = [&](const Findings& findings) {
        for (const auto& finding : findings) {
            worst = std::max(worst, finding.severity);
            tell(finding);
        }
    };
    tell_all(check_directory(settings.data_directory));
    tell_all(check_machine(settings));
    tell_all(check_storage(settings));
    tell_all(check_chain(settings));
    tell_all(check_indexers(settings));
    return worst;
}

}  // namespace burner::app
