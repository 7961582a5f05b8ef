#include "app/doctor/ask.hpp"

#include <algorithm>

#include "reclaim/terminal/terminal_text.hpp"
#include "reclaim/terminal/url_text.hpp"

namespace burner::app {

upstreams::UpstreamSettings impatient(upstreams::UpstreamSettings settings) {
    settings.call_timeout = std::min(settings.call_timeout, doctor_patience);
    settings.total_deadline = std::min(settings.total_deadline, doctor_patience);
    return settings;
}

std::string shown_host(const std::string& url) {
    constexpr std::size_t max_length = 100;
    return reclaim::printable(reclaim::authority_of(url), max_length);
}

}  // namespace burner::app
