#include "app/kubernetes.hpp"

#include <algorithm>
#include <regex>

namespace burner::app {

bool is_of_kubernetes(std::string_view name, std::string_view value) {
    struct Form {
        std::regex name;
        std::regex value;
    };
    static const Form forms[] = {
        {std::regex{"BURNER_(\\w+_)?SERVICE_HOST"}, std::regex{"[0-9a-f.:]+"}},
        {std::regex{"BURNER_(\\w+_)?SERVICE_PORT(_\\w+)?"}, std::regex{"[0-9]+"}},
        {std::regex{"BURNER_(\\w+_)?PORT(_[0-9]+_(TCP|UDP|SCTP))?"},
         std::regex{"(tcp|udp|sctp)://[0-9a-f.:\\[\\]]+:[0-9]+"}},
        {std::regex{"BURNER_(\\w+_)?PORT_[0-9]+_(TCP|UDP|SCTP)_ADDR"}, std::regex{"[0-9a-f.:]+"}},
        {std::regex{"BURNER_(\\w+_)?PORT_[0-9]+_(TCP|UDP|SCTP)_PORT"}, std::regex{"[0-9]+"}},
        {std::regex{"BURNER_(\\w+_)?PORT_[0-9]+_(TCP|UDP|SCTP)_PROTO"}, std::regex{"tcp|udp|sctp"}},
    };
    return std::ranges::any_of(forms, [&](const Form& form) {
        return std::regex_match(name.begin(), name.end(), form.name) &&
               std::regex_match(value.begin(), value.end(), form.value);
    });
}

}  // namespace burner::app
