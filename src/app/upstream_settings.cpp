#include "app/upstream_settings.hpp"

namespace burner::app {

upstreams::UpstreamSettings upstream_settings(const Settings& settings, const std::vector<std::string>& urls) {
    upstreams::UpstreamSettings upstream;
    upstream.urls = urls;
    upstream.connect_timeout = settings.rpc_connect_timeout;
    upstream.call_timeout = settings.rpc_call_timeout;
    upstream.total_deadline = settings.rpc_deadline;
    upstream.max_answer_bytes = settings.rpc_max_answer_bytes;
    return upstream;
}

upstreams::UpstreamSettings price_settings(const Settings& settings) {
    upstreams::UpstreamSettings prices;
    prices.urls = settings.price_urls;
    prices.connect_timeout = settings.price_timeout;
    prices.call_timeout = settings.price_timeout;
    prices.total_deadline = settings.price_timeout;
    prices.max_answer_bytes = 1 << 20;  // 50 prices take 10 KB
    return prices;
}

}  // namespace burner::app
