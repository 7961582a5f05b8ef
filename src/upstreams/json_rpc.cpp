#include "upstreams/json_rpc.hpp"

namespace burner::upstreams {

std::string json_rpc_request(std::uint64_t id, std::string_view method, std::string_view params) {
    std::string out;
    out.reserve(params.size() + method.size() + 64);
    out += R"({"jsonrpc":"2.0","id":)";
    out += std::to_string(id);
    out += R"(,"method":")";
    out += method;
    out += R"(","params":)";
    out += params;
    out += '}';
    return out;
}

}  // namespace burner::upstreams
