// The same of Asio's TLS, apart: it comes along only where it is used.
#include <boost/asio/ssl/impl/src.hpp>
